# SPDX-License-Identifier: Apache-2.0
# cmake -DFILE=<yaml> -DNAME=<identifier> -DOUTPUT=<cpp> -P Embed.cmake
file(READ ${FILE} text)
# A literal of at most 60 kB: compilers need not take more than 65536 characters in one.
string(LENGTH "${text}" length)
if(length GREATER 60000)
    message(FATAL_ERROR "${FILE} is too long for one string literal")
endif()
file(WRITE ${OUTPUT} "// Made from ${NAME}; do not edit.
#include <string_view>

namespace junos_audit::controls {
extern const std::string_view ${NAME};
const std::string_view ${NAME} = R\"control(${text})control\";
} // namespace junos_audit::controls
")
