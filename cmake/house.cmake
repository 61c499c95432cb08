# Each folder of server/ is one library. A folder's headers can be included as "folder/file.hpp" only by a target that
# links it: every folder gets an include root of its own that holds nothing but a link to that folder.
#
#   startex_folder(NAME USES folder... LINKS external... [APART])
#
# A preset may compile several files of a folder as one (CMAKE_UNITY_BUILD): what they include is read once. APART: never
# here, because its files give the same short names to what is their own.
function(startex_folder name)
  cmake_parse_arguments(arg "APART" "" "USES;LINKS;PUBLIC_LINKS" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/server/${name} ${root}/${name} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/server/${name}/*.cpp)
  if(sources)
    add_library(startex_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(startex_${name} PRIVATE ${arg_LINKS})
    startex_precompile(startex_${name})
    if(arg_APART)
      set_target_properties(startex_${name} PROPERTIES UNITY_BUILD OFF)
    endif()
  else()
    add_library(startex_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(startex_${name} ${scope} ${root})
  target_link_libraries(startex_${name} ${scope} ${arg_PUBLIC_LINKS})
  foreach(used ${arg_USES})
    target_link_libraries(startex_${name} ${scope} startex_${used})
  endforeach()
endfunction()

# nlohmann/json costs 3 to 7 seconds a file; precompiled it costs that once, and once more for the tests.
function(startex_precompiled name)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "") # written only when it is not there
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE nlohmann_json::nlohmann_json)
  target_precompile_headers(${name} PRIVATE
    <nlohmann/json.hpp> <tl/expected.hpp> <algorithm> <chrono> <map> <memory> <optional> <span> <string> <string_view> <variant> <vector> ${ARGN})
endfunction()

# A precompiled header fits only code that is compiled as it was: programs then as libraries are (-fPIC, not -fPIE).
function(startex_as_library target)
  get_target_property(type ${target} TYPE)
  if(CMAKE_POSITION_INDEPENDENT_CODE AND type STREQUAL "EXECUTABLE")
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
endfunction()

function(startex_precompile target)
  if(NOT TARGET startex_precompiled)
    startex_precompiled(startex_precompiled)
  endif()
  target_link_libraries(${target} PRIVATE nlohmann_json::nlohmann_json)
  target_precompile_headers(${target} REUSE_FROM startex_precompiled)
  startex_as_library(${target})
endfunction()

# What the tests themselves do costs little; compiling them optimised took a third of the whole build.
set(STARTEX_TEST_OPTIONS -O0 "SHELL:-U_FORTIFY_SOURCE")

# startex_test(NAME folder... [LINKS external...] [OPTIMISED]): tests/NAME/*_test.cpp as one GoogleTest program, found by
# CTest. OPTIMISED: it plays so much that it is worth it.
function(startex_test name)
  cmake_parse_arguments(arg "OPTIMISED" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  foreach(used ${arg_USES})
    target_link_libraries(${name}_test PRIVATE startex_${used})
  endforeach()
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_test PRIVATE STARTEX_SOURCE_DIR="${CMAKE_SOURCE_DIR}" STARTEX_BINARY="$<TARGET_FILE_DIR:${name}_test>/../server/startex")
  target_link_libraries(${name}_test PRIVATE GTest::gtest GTest::gmock GTest::gtest_main Threads::Threads ${arg_LINKS})
  if(arg_OPTIMISED)
    startex_precompile(${name}_test)
  else()
    if(NOT TARGET startex_precompiled_tests)
      startex_precompiled(startex_precompiled_tests <gtest/gtest.h>)
      target_link_libraries(startex_precompiled_tests PRIVATE GTest::gtest)
      target_compile_options(startex_precompiled_tests PRIVATE ${STARTEX_TEST_OPTIONS})
    endif()
    target_compile_options(${name}_test PRIVATE ${STARTEX_TEST_OPTIONS})
    target_link_libraries(${name}_test PRIVATE nlohmann_json::nlohmann_json)
    target_precompile_headers(${name}_test REUSE_FROM startex_precompiled_tests)
    startex_as_library(${name}_test)
  endif()
  gtest_discover_tests(${name}_test PROPERTIES TIMEOUT 600 DISCOVERY_TIMEOUT 60)
endfunction()
