# The page that report.html is made of: built from web/ by npm, once for all builds that share COT_PAGE_DIR (the presets
# do), and put into the library as an array. web/ itself stays clean: npm works on a copy.
#
#     -DCOT_PAGE=FILE   takes a page that is built already (no Node.js needed)
#     -DCOT_PAGE=OFF    goes without: `coterie run` writes no report.html
set(COT_PAGE "" CACHE STRING "The page of report.html: empty = built from web/; a file = that one; OFF = none")
set(COT_PAGE_DIR "${PROJECT_BINARY_DIR}/page" CACHE PATH "Where the page is built")

# COT_NODE and COT_NPM: those on PATH, or the system's when the Node.js on PATH is too old.
function(cot_find_node)
  set(found "")
  foreach(place IN ITEMS PATH /usr/bin)
    if(place STREQUAL "PATH")
      find_program(cot_node NAMES node nodejs NO_CACHE)
      find_program(cot_npm NAMES npm NO_CACHE)
    else()
      find_program(cot_node NAMES node nodejs PATHS "${place}" NO_DEFAULT_PATH NO_CACHE)
      find_program(cot_npm NAMES npm PATHS "${place}" NO_DEFAULT_PATH NO_CACHE)
    endif()
    if(cot_node AND cot_npm)
      execute_process(COMMAND "${cot_node}" --version OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
      if(version MATCHES "^v([0-9]+)" AND NOT CMAKE_MATCH_1 LESS 18)
        set(COT_NODE "${cot_node}" PARENT_SCOPE)
        set(COT_NPM "${cot_npm}" PARENT_SCOPE)
        return()
      endif()
      string(APPEND found " ${version} (${cot_node})")
    endif()
    unset(cot_node)
    unset(cot_npm)
  endforeach()
  message(FATAL_ERROR "The page of report.html is built by npm and Node.js 18 or newer; found:${found}. "
    "Install them (Debian: nodejs, npm), or build with -DCOT_PAGE=OFF, without the page.")
endfunction()

set(cot_page_source "${PROJECT_BINARY_DIR}/generated/report_page.c")
set(cot_page_command "${CMAKE_COMMAND}" "-DSOURCE=${cot_page_source}")
set(cot_page_inputs "${PROJECT_SOURCE_DIR}/cmake/build_page.cmake")
if(COT_PAGE STREQUAL "")
  cot_find_node()
  file(GLOB_RECURSE cot_web CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/src/*" "${PROJECT_SOURCE_DIR}/web/test/*")
  file(GLOB cot_web_top CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/*.json" "${PROJECT_SOURCE_DIR}/web/*.mjs")
  list(APPEND cot_page_inputs ${cot_web} ${cot_web_top})
  list(APPEND cot_page_command "-DWEB=${PROJECT_SOURCE_DIR}/web" "-DDIR=${COT_PAGE_DIR}" "-DNODE=${COT_NODE}"
    "-DNPM=${COT_NPM}")
elseif(COT_PAGE)
  get_filename_component(cot_page_file "${COT_PAGE}" ABSOLUTE BASE_DIR "${PROJECT_SOURCE_DIR}")
  if(NOT EXISTS "${cot_page_file}")
    message(FATAL_ERROR "COT_PAGE: there is no file ${cot_page_file} (allowed: a page built from web/, OFF, or nothing)")
  endif()
  list(APPEND cot_page_inputs "${cot_page_file}")
  list(APPEND cot_page_command "-DPAGE=${cot_page_file}")
else()
  target_compile_definitions(room_report PRIVATE COT_WITHOUT_PAGE)
endif()

add_custom_command(
  OUTPUT "${cot_page_source}"
  COMMAND ${cot_page_command} -P "${PROJECT_SOURCE_DIR}/cmake/build_page.cmake"
  DEPENDS ${cot_page_inputs}
  COMMENT "The page of report.html" VERBATIM)
target_sources(room_report PRIVATE "${cot_page_source}")
