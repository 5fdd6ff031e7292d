#ifndef CSPEEDGATE_H
#define CSPEEDGATE_H
#endif
