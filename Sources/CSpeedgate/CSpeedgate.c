#include "CSpeedgate.h"
