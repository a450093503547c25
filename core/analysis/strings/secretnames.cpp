#include "core/analysis/strings/secretnames.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace heapwise {

namespace {

constexpr std::string_view kAnywhere[] = {"password", "passwd",        "pwd",        "passphrase",  "secret", "secrets",
                                          "token",    "authorization", "credential", "credentials", "cookie", "cookies",
                                          "apikey",   "accesstoken",   "bearer",     "jwt"};
/// "keyCount" and "keys" are no secrets.
constexpr std::string_view kAtTheEnd[] = {"key", "auth"};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLetter(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z');
}

template <std::size_t N>
bool isIn(const std::string_view (&words)[N], std::string_view word)
{
    return std::ranges::find(words, word) != std::end(words);
}

} // namespace

bool isSecretName(std::string_view name)
{
    std::string word;
    bool isAfterGap = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!isLetter(name[i])) {
            isAfterGap = true;
            continue;
        }
        // "apiKey" and "APIKey" have the word Key.
        const bool isCapital =
            i > 0 && isUpper(name[i]) &&
            (!isUpper(name[i - 1]) || (i + 1 < name.size() && isLetter(name[i + 1]) && !isUpper(name[i + 1])));
        if (isAfterGap || isCapital) {
            if (isIn(kAnywhere, word))
                return true;
            word.clear();
        }
        isAfterGap = false;
        word += char(name[i] | 0x20);
    }
    return isIn(kAnywhere, word) || isIn(kAtTheEnd, word);
}

} // namespace heapwise
