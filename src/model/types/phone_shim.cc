/* The only C++ in Kith: libphonenumber speaks nothing else. Nothing may throw out of here. */
#include "model/types/phone_shim.h"

#include <cstring>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

extern "C" bool phone_e164(const char *typed, size_t typed_n, const char *region, size_t region_n,
                           char *out)
{
    try {
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        const std::string country = region_n ? std::string(region, region_n) : "ZZ";
        PhoneNumber number;
        std::string text;
        if (util->Parse(std::string(typed, typed_n), country, &number) !=
            PhoneNumberUtil::NO_PARSING_ERROR)
            return false;
        if (util->IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE)
            return false;

        util->Format(number, PhoneNumberUtil::E164, &text);
        if (text.size() >= PHONE_E164_ROOM)
            return false;
        std::memcpy(out, text.c_str(), text.size() + 1);
        return true;
    } catch (...) {
        return false;
    }
}
