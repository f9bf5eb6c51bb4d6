# SPDX-License-Identifier: Apache-2.0
# Everything comes from Debian 12; one name for each, so that a layer's list of packages reads like DESIGN.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Catch2 2 REQUIRED)
pkg_check_modules(libssh REQUIRED IMPORTED_TARGET libssh>=0.10.6)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(yamlcpp REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(cares REQUIRED IMPORTED_TARGET libcares)

# Debian's Asio is headers only, with neither a CMake nor a pkg-config file.
find_path(ASIO_INCLUDE asio.hpp REQUIRED)
add_library(asio INTERFACE)
target_include_directories(asio SYSTEM INTERFACE ${ASIO_INCLUDE})
# Asio 1.22.1 (detail/config.hpp) decides between aligned_alloc and operator new by whether a header of libstdc++ came
# before its own: two sources with another order of includes would allocate in one way and free in the other.
target_compile_definitions(asio INTERFACE
    ASIO_NO_DEPRECATED ASIO_STANDALONE ASIO_DISABLE_STD_ALIGNED_ALLOC)
# A coroutine frame's own operator new ends in ::operator new; where g++ 12.2 inlines that, it takes the frame's own
# operator delete for a mismatch.
target_compile_options(asio INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
target_link_libraries(asio INTERFACE Threads::Threads)

add_library(junos_audit::pugixml ALIAS PkgConfig::pugixml)
add_library(junos_audit::yaml ALIAS PkgConfig::yamlcpp)
add_library(junos_audit::libssh ALIAS PkgConfig::libssh)
add_library(junos_audit::cares ALIAS PkgConfig::cares)
add_library(junos_audit::json ALIAS nlohmann_json::nlohmann_json)
add_library(junos_audit::crypto ALIAS OpenSSL::Crypto)
add_library(junos_audit::fmt ALIAS fmt::fmt)
add_library(junos_audit::spdlog ALIAS spdlog::spdlog)
add_library(junos_audit::cli11 ALIAS CLI11::CLI11)
add_library(junos_audit::asio ALIAS asio)
