#ifndef VIGIE_CCAIRO_SHIM_H
#define VIGIE_CCAIRO_SHIM_H

#include <cairo.h>
#include <cairo-pdf.h>

#endif
