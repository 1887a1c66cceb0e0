# Run by CoteriePage.cmake with `cmake -P`: builds the page from web/ unless it is there already, and writes it as a C
# file. Nothing is fetched and npm is not run when neither web/ nor its lock file has changed.
#
#     SOURCE     the C file
#     PAGE       a page that is built already; else WEB, DIR, NODE and NPM: the sources, where to build, the programs
#                (neither: an empty page)
cmake_minimum_required(VERSION 3.22)

# One digest of the files of WEB that a list of patterns finds.
function(digest_of result)
  set(all "")
  file(GLOB_RECURSE files LIST_DIRECTORIES OFF RELATIVE "${WEB}" ${ARGN})
  list(SORT files)
  foreach(name IN LISTS files)
    file(SHA256 "${WEB}/${name}" sum)
    string(APPEND all "${sum} ${name}\n")
  endforeach()
  string(SHA256 all "${all}")
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

function(read_stamp file result)
  set(text "")
  if(EXISTS "${file}")
    file(READ "${file}" text)
  endif()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(run_npm)
  get_filename_component(folder "${NODE}" DIRECTORY) # npm takes the first Node.js on PATH
  set(ENV{PATH} "${folder}:$ENV{PATH}")
  execute_process(COMMAND "${NPM}" ${ARGN} WORKING_DIRECTORY "${DIR}/web" RESULT_VARIABLE status
    OUTPUT_VARIABLE talk ERROR_VARIABLE talk)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "npm ${command} failed in ${DIR}/web:\n${talk}\n"
      "The page of report.html could not be built; -DCOT_PAGE=OFF builds without it.")
  endif()
endfunction()

function(build_page)
  file(MAKE_DIRECTORY "${DIR}")
  file(LOCK "${DIR}" DIRECTORY GUARD PROCESS TIMEOUT 900)
  file(GLOB old LIST_DIRECTORIES ON "${DIR}/web/*")
  list(FILTER old EXCLUDE REGEX "/(node_modules|out)$") # out: of tests that may be running
  if(old)
    file(REMOVE_RECURSE ${old})
  endif()
  file(COPY "${WEB}/" DESTINATION "${DIR}/web" PATTERN node_modules EXCLUDE PATTERN out EXCLUDE)
  digest_of(lock "${WEB}/package.json" "${WEB}/package-lock.json")
  digest_of(page "${WEB}/src/*")
  file(GLOB tops RELATIVE "${WEB}" "${WEB}/*.json" "${WEB}/*.mjs")
  foreach(name IN LISTS tops)
    file(SHA256 "${WEB}/${name}" sum)
    string(APPEND page " ${sum}")
  endforeach()
  read_stamp("${DIR}/installed" installed)
  read_stamp("${DIR}/built" built)
  if(NOT installed STREQUAL lock OR NOT EXISTS "${DIR}/web/node_modules")
    file(REMOVE "${DIR}/installed")
    message(STATUS "Fetching what the page of report.html is made of")
    run_npm(ci --no-audit --no-fund)
    file(WRITE "${DIR}/installed" "${lock}")
  endif()
  if(NOT built STREQUAL page OR NOT EXISTS "${DIR}/page.html")
    file(REMOVE "${DIR}/built")
    run_npm(run build -- --out "${DIR}/page.html")
    file(WRITE "${DIR}/built" "${page}")
  endif()
endfunction()

# Eight bytes to a word, which compilers read quickly; the last one is filled with zeros.
function(write_source page)
  set(hex "")
  set(size 0)
  if(page)
    file(READ "${page}" hex HEX)
    file(SIZE "${page}" size)
  endif()
  string(LENGTH "${hex}" digits)
  math(EXPR missing "(16 - ${digits} % 16) % 16")
  string(REPEAT "0" ${missing} zeros)
  string(REPEAT "[0-9a-f]" 16 word)
  string(REGEX REPLACE "${word}" "W(0x\\0)\n" words "${hex}${zeros}")
  file(CONFIGURE OUTPUT "${SOURCE}" NEWLINE_STYLE UNIX @ONLY CONTENT
"/* The page of report.html, made by cmake/build_page.cmake. */
#include \"report/page.h\"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define W(word) UINT64_C(word),
#else
#define W(word) __builtin_bswap64(UINT64_C(word)),
#endif

static const uint64_t words[] = {
@words@0};

cot_page_template_t cot_i_page_template(void) {
    return (cot_page_template_t){(const char *)words, @size@};
}
")
endfunction()

if(DEFINED WEB)
  build_page()
  set(PAGE "${DIR}/page.html")
endif()
write_source("${PAGE}")
