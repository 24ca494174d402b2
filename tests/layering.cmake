# Fails when a wall of the house is broken: cmake -DROOT=<tree> -P layering.cmake
#
# Walls: which room may include which, and Qt in the window only; headers are included from the root; base names are
# unique; every source is listed in its folder's CMakeLists.txt, none by a glob; tests mirror what they test.
cmake_minimum_required(VERSION 3.25)

set(valueHeaders "engine/(values/[a-z_]+|session/(blueprint|cell_table|hyperparameters|metrics|inspection|data_view|checkpoint|class_match|session))\\.h")
set(qtHeaders "(Q[A-Z]|Qt[A-Z0-9]|q[a-z]+\\.h)")

# wall(<files> <forbidden includes> <why> [<allowed all the same>]), all but the reason regular expressions that are
# held against paths from the root.
set(walls 0)
macro(wall files forbidden why)
  set(wall${walls}Files "^${files}")
  set(wall${walls}Forbidden "^${forbidden}")
  set(wall${walls}Why "${why}")
  set(wall${walls}Allowed "^${ARGN}$")
  math(EXPR walls "${walls} + 1")
endmacro()

wall("engine/" "${qtHeaders}" "the engine knows no Qt")
wall("engine/" "(ui|app|tests)/" "the engine knows nothing that is built on it")
wall("${valueHeaders}" "engine/" "the door between engine and window consists of values" "${valueHeaders}")
wall("engine/values/" "engine/" "values know nothing" "engine/values/.*")
wall("engine/tensor/" "engine/" "tensors stand on nothing" "engine/tensor/.*")
wall("engine/autodiff/" "engine/(nn|training|data|files|session)/" "the graph knows ops, not what is built with them")
wall("engine/ops/" "engine/(nn|training|data|files|session)/" "ops know buffers, not layers, training, data or files")
wall("engine/nn/" "engine/(training|data|files|session)/" "layers know ops, not training, data or files"
  "engine/session/inspection\\.h")
wall("engine/training/" "engine/files/" "training knows the model, not files")
wall("engine/data/" "engine/(autodiff|ops|nn|training|session)/" "data knows nothing of networks")
wall("engine/files/" "engine/(autodiff|ops|nn|training|data)/" "files know values, not networks, training or data")

wall("ui/" "engine/" "the window knows the engine by its values alone" "${valueHeaders}")
wall("ui/" "(app|tests|Eigen)/" "the window knows neither the program around it nor the engine's tools")
# Floors of the window, the lowest first. A feature stands on them and knows no other feature.
set(features form charts inspect runs data export shell)
wall("ui/state/" "ui/" "what is remembered knows no one who shows it" "ui/state/.*")
wall("ui/training/" "ui/" "the worker's room hands over values and knows no one who shows them"
  "ui/(training|state)/.*")
wall("ui/theme/" "ui/" "colours and icons are for all and know none of them" "ui/(theme|state)/.*")
wall("ui/widgets/" "ui/" "small controls are for all and know none of them" "ui/(widgets|theme|state)/.*")
foreach(feature IN LISTS features)
  wall("ui/${feature}/" "ui/" "a feature of the window knows no other, the main window connects them"
    "ui/(${feature}|state|training|theme|widgets)/.*")
endforeach()
list(JOIN features "|" anyFeature)
wall("app/" "ui/(${anyFeature})/" "only the main window knows what it consists of" "ui/export/.*")

# Arrows between features that are still to go; none may be added.
set(arrows
  "ui/export/export_presenter.cpp -> ui/charts/metric_plot.h"
  "ui/export/export_presenter.h -> ui/inspect/digit_grid_model.h"
  "ui/export/export_presenter.h -> ui/shell/transport_bar.h"
  "ui/export/plot_export.cpp -> ui/charts/line_ends.h"
  "ui/export/plot_export.cpp -> ui/charts/metric_chart.h"
  "ui/export/plot_export.h -> ui/charts/plot_data.h"
  "ui/export/tikz_export.cpp -> ui/charts/line_marks.h"
  "ui/export/tikz_export.cpp -> ui/charts/metric_chart.h"
  "ui/shell/window_log.h -> ui/training/session_controller.h")

set(failures 0)
macro(complain)
  message(NOTICE ${ARGN})
  math(EXPR failures "${failures} + 1")
endmacro()

# A file's #include targets, without quotes or brackets.
function(includesOf file result)
  file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
  set(targets)
  foreach(line IN LISTS lines)
    if(line MATCHES "include[ \t]*[<\"]([^>\"]+)[>\"]")
      list(APPEND targets "${CMAKE_MATCH_1}")
    else()
      list(APPEND targets "${line}")
    endif()
  endforeach()
  set(${result} "${targets}" PARENT_SCOPE)
endfunction()

function(checkWalls file)
  math(EXPR last "${walls} - 1")
  foreach(i RANGE ${last})
    if(NOT file MATCHES "${wall${i}Files}")
      continue()
    endif()
    foreach(target IN LISTS ARGN)
      if(target MATCHES "${wall${i}Forbidden}" AND NOT target MATCHES "${wall${i}Allowed}"
          AND NOT "${file} -> ${target}" IN_LIST arrows)
        complain("${file} includes ${target}: ${wall${i}Why}.")
      endif()
    endforeach()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

# An include that goes another way than from the root would slip through the walls.
function(checkSpelling file)
  file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    if(line MATCHES "include[ \t]*\"([^\"]+)\"")
      set(target "${CMAKE_MATCH_1}")
      if(target MATCHES "^[a-z_]+\\.moc$")
        continue()
      endif()
      if(NOT target MATCHES "^(engine|ui|app)/" OR target MATCHES "\\.\\." OR NOT EXISTS "${ROOT}/${target}")
        complain("${file} includes \"${target}\": ours are written from the root, \"engine/data/dataset.h\".")
      endif()
    elseif(NOT line MATCHES "include[ \t]*<[^>]+>" OR line MATCHES "<(engine|ui|app|tests)/|\\.\\.")
      complain("${file} has '${line}': ours are written from the root and in quotes, others' in angle brackets.")
    endif()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

# Of a feature, its presenter alone meets the training.
function(checkPresenters file)
  if(NOT file MATCHES "^ui/(${anyFeature})/" OR file MATCHES "_presenter\\.(h|cpp)$")
    return()
  endif()
  foreach(target IN LISTS ARGN)
    if(target MATCHES "^ui/training/" AND NOT "${file} -> ${target}" IN_LIST arrows)
      complain("${file} includes ${target}: of a feature only a presenter knows the training.")
    endif()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

# An arrow that is gone does not come back.
function(checkArrows)
  foreach(arrow IN LISTS arrows)
    string(REGEX MATCH "^(.*) -> (.*)$" parts "${arrow}")
    set(file "${CMAKE_MATCH_1}")
    set(target "${CMAKE_MATCH_2}")
    if(NOT EXISTS "${ROOT}/${file}")
      continue() # another tree
    endif()
    includesOf("${file}" targets)
    if(NOT target IN_LIST targets)
      complain("${file} no longer includes ${target}: take the arrow out of tests/layering.cmake.")
    endif()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

function(checkUniqueNames files)
  list(TRANSFORM files REPLACE "\\.(h|cpp)$" "")
  list(REMOVE_DUPLICATES files)
  foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME)
    if(DEFINED "seen_${name}")
      complain("${file} and ${seen_${name}} share a base name: tst_${name} would be for both.")
    endif()
    set("seen_${name}" "${file}")
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

function(checkListed files)
  foreach(file IN LISTS files)
    get_filename_component(folder "${file}" DIRECTORY)
    get_filename_component(name "${file}" NAME)
    set(list "${ROOT}/${folder}/CMakeLists.txt")
    set(listed "")
    if(EXISTS "${list}")
      file(STRINGS "${list}" listed REGEX "(^|[^a-z_])${name}([^a-z_]|$)")
    endif()
    if(file MATCHES "\\.cpp$" AND listed STREQUAL "")
      complain("${file} is not listed in ${folder}/CMakeLists.txt: nothing compiles it.")
    endif()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

function(checkGlobs)
  file(GLOB_RECURSE lists RELATIVE "${ROOT}" "${ROOT}/engine/*.txt" "${ROOT}/ui/*.txt" "${ROOT}/app/*.txt"
    "${ROOT}/resources/*.txt" "${ROOT}/tests/*.txt" "${ROOT}/packaging/cmake/*.cmake" "${ROOT}/CMakeLists.txt")
  foreach(list IN LISTS lists)
    file(STRINGS "${ROOT}/${list}" globs REGEX "^[^#]*([Ff][Ii][Ll][Ee][ \t]*\\([ \t]*GLOB|aux_source_directory)")
    if(globs)
      complain("${list} lists sources by a glob: a new file would be missed without a new configuring.")
    endif()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

# tests/<room>/tst_<name>.cpp stands for <room>/.../<name>, except those that test a whole command. The tests' own
# helpers in tests/support are tested beside them.
function(checkMirrors files)
  file(STRINGS "${ROOT}/tests/whole_program_tests.txt" whole REGEX "^[a-z]")
  file(GLOB_RECURSE helpers RELATIVE "${ROOT}/tests" "${ROOT}/tests/support/*.h")
  list(APPEND files ${helpers})
  list(TRANSFORM files REPLACE "\\.(h|cpp)$" "")
  file(GLOB_RECURSE tests RELATIVE "${ROOT}/tests" "${ROOT}/tests/tst_*.cpp")
  foreach(test IN LISTS tests)
    string(REGEX REPLACE "^(.*/)?tst_([a-z0-9_]+)\\.cpp$" "\\2" name "${test}")
    string(REGEX REPLACE "/.*" "" room "${test}")
    set(mirrored "${files}")
    list(FILTER mirrored INCLUDE REGEX "^${room}/(.*/)?${name}$")
    if(mirrored STREQUAL "" AND NOT name IN_LIST whole)
      complain("tests/${test} mirrors no file ${name} in ${room}/, and tests/whole_program_tests.txt does not name it.")
    endif()
  endforeach()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files RELATIVE "${ROOT}"
  "${ROOT}/engine/*.h" "${ROOT}/engine/*.cpp" "${ROOT}/ui/*.h" "${ROOT}/ui/*.cpp" "${ROOT}/app/*.h" "${ROOT}/app/*.cpp")
if(NOT files)
  message(FATAL_ERROR "There are no sources below '${ROOT}': ROOT is the folder that holds engine, ui and app.")
endif()
foreach(file IN LISTS files)
  includesOf("${file}" targets)
  checkWalls("${file}" ${targets})
  checkSpelling("${file}")
  checkPresenters("${file}" ${targets})
endforeach()
checkArrows()
checkUniqueNames("${files}")
checkListed("${files}")
checkGlobs()
checkMirrors("${files}")
if(failures)
  message(FATAL_ERROR "Broken walls: ${failures}. CONTRIBUTING.md says what goes where.")
endif()
