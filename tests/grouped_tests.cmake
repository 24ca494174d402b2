# Tests of a room that link the same libraries, several in one program: most of a test's compilation is for headers and
# templates that its neighbours need as well. Included by CMakeLists.txt, where sources are compiled together at all.

set(testsInAGroup 8)

# Whether a test can share its source file with others: nothing of it must stand outside its namespace.
function(unroll_can_be_grouped source result)
  file(STRINGS ${source} alone REGEX "^(#if|#define|Q_DECLARE_METATYPE|int main)" LIMIT_COUNT 1)
  set(${result} TRUE PARENT_SCOPE)
  if(alone)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Remembers a test until its room is complete.
function(unroll_group_test name)
  list(JOIN ARGN "+" key)
  get_property(keys DIRECTORY PROPERTY unroll_group_keys)
  if(NOT keys)
    cmake_language(DEFER CALL unroll_build_groups)
  endif()
  get_property(tests DIRECTORY PROPERTY unroll_tests_${key})
  if(NOT tests)
    set_property(DIRECTORY APPEND PROPERTY unroll_group_keys ${key})
    set_property(DIRECTORY PROPERTY unroll_libraries_${key} ${ARGN})
  endif()
  set_property(DIRECTORY APPEND PROPERTY unroll_tests_${key} ${name})
endfunction()

# The source of a program of several tests: all headers that they include, and then each within a namespace, where its
# own inclusions find nothing new.
function(unroll_write_group source)
  set(headers "")
  set(bodies "")
  foreach(name IN LISTS ARGN)
    set(file ${CMAKE_CURRENT_SOURCE_DIR}/tst_${name}.cpp)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(STRINGS ${file} included REGEX "^#include [<\"].*[>\"]")
    list(FILTER included EXCLUDE REGEX "\\.moc\"")
    list(APPEND headers ${included})
    string(APPEND bodies "namespace tst_${name} {\n#include \"${file}\"\n"
      "static const ::unroll::GroupedTest registered(\"${name}\", runTest);\n}\n")
  endforeach()
  list(REMOVE_DUPLICATES headers)
  list(JOIN headers "\n" headers)
  file(CONFIGURE OUTPUT ${source} CONTENT
    "${headers}\n#include \"tests/support/grouped_tests.h\"\n#define main runTest\n${bodies}" @ONLY)
endfunction()

# At the end of a room: its programs, and a target tst_<name> for each test that builds the one it is in.
function(unroll_build_groups)
  get_filename_component(room ${CMAKE_CURRENT_SOURCE_DIR} NAME)
  set(number 0)
  get_property(keys DIRECTORY PROPERTY unroll_group_keys)
  foreach(key IN LISTS keys)
    get_property(libraries DIRECTORY PROPERTY unroll_libraries_${key})
    get_property(tests DIRECTORY PROPERTY unroll_tests_${key})
    list(LENGTH tests count)
    math(EXPR last "${count} - 1")
    foreach(first RANGE 0 ${last} ${testsInAGroup})
      list(SUBLIST tests ${first} ${testsInAGroup} group)
      math(EXPR number "${number} + 1")
      set(program tests_${room}_${number})
      unroll_write_group(${CMAKE_CURRENT_BINARY_DIR}/${program}.cpp ${group})
      unroll_test_program(${program} ${CMAKE_CURRENT_BINARY_DIR}/${program}.cpp TESTS ${group} LIBRARIES ${libraries}
        unroll_grouped_tests)
      # The unnamed namespace of a test is one program's own here as well, though not in the file that is compiled.
      target_compile_options(${program} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
      foreach(name IN LISTS group)
        add_custom_target(tst_${name} DEPENDS ${program})
        unroll_add_test(${name} ${program} ${name})
      endforeach()
    endforeach()
  endforeach()
endfunction()
