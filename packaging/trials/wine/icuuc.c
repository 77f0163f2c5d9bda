/* For trials under wine only, never delivered. Windows has brought this library along since version 1703; wine 8 has
   none, and Qt asks for it by name. It offers what Qt asks for and knows no encoding, so that Qt falls back on its own.

   x86_64-w64-mingw32-gcc -shared -O2 -s -o icuuc.dll icuuc.c */

#include <stddef.h>
#include <stdint.h>

#define OFFERED __declspec(dllexport)
#define MISSING 4 /* U_FILE_ACCESS_ERROR */

typedef int32_t Error;

OFFERED void *ucnv_open(const char *name, Error *error)
{
    (void)name;
    *error = MISSING;
    return NULL;
}

OFFERED int8_t ucnv_getMaxCharSize(const void *converter)
{
    (void)converter;
    return 4;
}

OFFERED const char *ucnv_getName(const void *converter, Error *error)
{
    (void)converter, (void)error;
    return "";
}

OFFERED const char *ucnv_getStandardName(const char *name, const char *standard, Error *error)
{
    (void)name, (void)standard, (void)error;
    return NULL;
}

OFFERED const char *ucnv_getAvailableName(int32_t number)
{
    (void)number;
    return NULL;
}

OFFERED int32_t ucnv_countAvailable(void) { return 0; }

/* Asked for by name, and never called, as no converter is ever opened */
OFFERED void ucnv_close(void) {}
OFFERED void ucnv_reset(void) {}
OFFERED void ucnv_getToUCallBack(void) {}
OFFERED void ucnv_getFromUCallBack(void) {}
OFFERED void ucnv_setToUCallBack(void) {}
OFFERED void ucnv_setFromUCallBack(void) {}
OFFERED void ucnv_cbToUWriteUChars(void) {}
OFFERED void ucnv_cbFromUWriteUChars(void) {}
OFFERED void ucnv_toUnicode(void) {}
OFFERED void ucnv_fromUnicode(void) {}
OFFERED void ucnv_toUCountPending(void) {}
OFFERED void ucnv_fromUCountPending(void) {}
OFFERED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OFFERED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
