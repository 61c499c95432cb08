# What comes from Debian 12. Each is linked privately by the few folders that may use it (cmake/house.cmake).
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(md4c REQUIRED IMPORTED_TARGET md4c-html)

# The package's own CMake file insists on civetweb and curl; only the core library is used.
find_library(PROMETHEUS_CORE prometheus-cpp-core REQUIRED)
add_library(startex_prometheus INTERFACE)
target_link_libraries(startex_prometheus INTERFACE ${PROMETHEUS_CORE})

# valijson is headers only, but its Debian package depends on Qt and Poco: script/bootstrap unpacks it into .deps.
find_path(VALIJSON_INCLUDE valijson/validator.hpp
          HINTS ${CMAKE_SOURCE_DIR}/.deps/valijson/usr/include REQUIRED)
add_library(startex_valijson INTERFACE)
target_include_directories(startex_valijson SYSTEM INTERFACE ${VALIJSON_INCLUDE})
