# SPDX-License-Identifier: Apache-2.0
# The interface target that every target of the project links: warnings, sanitizers, hardening.
add_library(junos_audit_flags INTERFACE)
target_include_directories(junos_audit_flags INTERFACE ${PROJECT_SOURCE_DIR}/include)
target_compile_options(junos_audit_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum -Wformat=2)

# Not in release builds: a new compiler must not be able to stop a user's build with a new warning.
if(JUNOS_AUDIT_WERROR)
    target_compile_options(junos_audit_flags INTERFACE -Werror)
endif()

if(JUNOS_AUDIT_SANITIZE)
    target_compile_options(junos_audit_flags INTERFACE
        -fsanitize=${JUNOS_AUDIT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(junos_audit_flags INTERFACE -fsanitize=${JUNOS_AUDIT_SANITIZE})
endif()

if(JUNOS_AUDIT_HARDEN)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    target_compile_options(junos_audit_flags INTERFACE
        -fstack-protector-strong -fstack-clash-protection -fcf-protection
        -ftrivial-auto-var-init=zero -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    target_compile_definitions(junos_audit_flags INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(junos_audit_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
