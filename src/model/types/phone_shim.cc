/* The only C++ in Kith: libphonenumber speaks nothing else. Nothing may throw out of here. */
#include "model/types/phone_shim.h"

#include <cstdlib>
#include <cstring>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace
{

/* Countries whose numbers, when typed with the country code, are dialled as they stand unless they
 * begin with 0 (in North America: 0 or 1). test_types.c holds all codes against the library. */
const char *const plain_codes[] = {
    "1",   "20",  "27",  "30",  "31",  "32",  "33",  "34",  "39",  "40",  "41",
    "43",  "44",  "45",  "46",  "47",  "48",  "49",  "51",  "56",  "60",  "62",
    "63",  "64",  "65",  "66",  "81",  "82",  "84",  "90",  "91",  "92",  "212",
    "213", "216", "221", "225", "233", "234", "254", "351", "353", "354", "355",
    "356", "357", "358", "359", "371", "372", "380", "381", "385", "386", "387",
    "389", "420", "421", "852", "880", "886", "961", "962", "966", "971", "972"};

/* The digits of "+43 (1) 234-56" and the like; empty when there is anything else in it. */
std::string international_digits(const char *typed, size_t n)
{
    std::string digits;
    if (n == 0 || typed[0] != '+')
        return digits;
    for (size_t i = 1; i < n; i++) {
        if (typed[i] >= '0' && typed[i] <= '9')
            digits += typed[i];
        else if (!std::strchr(" -./()", typed[i]) || typed[i] == '\0')
            return std::string();
    }
    return digits;
}

/* Most numbers are in a plain form that needs none of the library's reading, which costs as much as
 * all else of a record together; it is still asked whether there are numbers of that length. */
bool plain_e164(const PhoneNumberUtil *util, const std::string &digits, std::string *ret)
{
    for (const char *code : plain_codes) {
        const size_t n = std::strlen(code);
        if (digits.compare(0, n, code) != 0 || digits.size() < n + 4 || digits.size() > 15)
            continue;
        if (digits[n] == '0' || (digits[n] == '1' && n == 1))
            return false;
        PhoneNumber number;
        number.set_country_code(static_cast<int>(std::strtol(code, nullptr, 10)));
        number.set_national_number(std::strtoull(digits.c_str() + n, nullptr, 10));
        if (util->IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE)
            return false;
        *ret = "+" + digits;
        return true;
    }
    return false;
}

} // namespace

extern "C" bool phone_e164(const char *typed, size_t typed_n, const char *region, size_t region_n,
                           char *out)
{
    try {
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        const std::string country = region_n ? std::string(region, region_n) : "ZZ";
        PhoneNumber number;
        std::string text;
        if (plain_e164(util, international_digits(typed, typed_n), &text)) {
            std::memcpy(out, text.c_str(), text.size() + 1);
            return true;
        }
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
