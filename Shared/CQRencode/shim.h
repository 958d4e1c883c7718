#ifndef VIGIE_CQRENCODE_SHIM_H
#define VIGIE_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
