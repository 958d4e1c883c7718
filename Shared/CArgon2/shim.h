#ifndef VIGIE_CARGON2_SHIM_H
#define VIGIE_CARGON2_SHIM_H

#include <argon2.h>

#endif
