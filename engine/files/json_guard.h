// What is looked at before and after a JSON text is parsed, so that no text can exhaust the stack or fill the screen.
#pragma once

#include <string>
#include <string_view>

namespace unroll {

// Whether lists and objects lie in each other deeper than that. Looks at brackets outside quotes alone: whether the
// text is JSON is the parser's business.
bool nestsDeeperThan(int depth, std::string_view json);

// A text as an error quotes it: its beginning and "..." where it is long.
std::string quotable(std::string text);

} // namespace unroll
