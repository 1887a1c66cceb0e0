# The Python package of python/: build/<preset>/python/coterie, usable with PYTHONPATH; or, asked by pip
# (COT_PYTHON_WHEEL), the library and the made modules for a wheel.
option(COT_PYTHON_WHEEL "Install for a Python wheel (set by python/pyproject.toml)" OFF)
find_package(Python3 COMPONENTS Interpreter)
if(NOT COT_PYTHON_WHEEL)
  # The system's Python, which has the packages that cmake/packages.sh installs.
  find_program(COT_SYSTEM_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH
    DOC "The Python that has cffi, pandas, igraph, networkx (Debian: python3-cffi, python3-pandas, …)")
endif()
if(NOT COT_SYSTEM_PYTHON)
  set(COT_SYSTEM_PYTHON "${Python3_EXECUTABLE}")
endif()

set(cot_no_cffi TRUE)
if(COT_SYSTEM_PYTHON)
  execute_process(COMMAND "${COT_SYSTEM_PYTHON}" -c "import cffi" RESULT_VARIABLE cot_no_cffi OUTPUT_QUIET ERROR_QUIET)
endif()
if(cot_no_cffi)
  message(STATUS "No Python with cffi: the Python package is not prepared")
  return()
endif()

set(package "${PROJECT_BINARY_DIR}/python/coterie")
file(GLOB headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/coterie/*.h")
file(GLOB modules CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/python/src/coterie/*.py")
add_custom_command(
  OUTPUT "${package}/_declarations.py" "${package}/_defaults.py"
  COMMAND "${COT_SYSTEM_PYTHON}" "${PROJECT_SOURCE_DIR}/python/declarations.py" "${PROJECT_SOURCE_DIR}/include"
          "${package}"
  COMMAND "${CMAKE_COMMAND}" -E copy_if_different ${modules} "${PROJECT_SOURCE_DIR}/python/src/coterie/py.typed"
          "${package}"
  COMMAND "${CMAKE_COMMAND}" -E create_symlink $<TARGET_FILE:coterie> "${package}/libcoterie.so"
  DEPENDS ${headers} ${modules} "${PROJECT_SOURCE_DIR}/python/declarations.py"
  COMMENT "Making the Python package" VERBATIM)
add_custom_target(coterie-python ALL DEPENDS "${package}/_declarations.py")

if(COT_PYTHON_WHEEL)
  set_target_properties(coterie PROPERTIES INSTALL_RPATH "$ORIGIN")
  # A wheel has no symbolic links: one file, under its own name.
  install(FILES $<TARGET_FILE:coterie> DESTINATION coterie COMPONENT python RENAME libcoterie.so)
  install(FILES "${package}/_declarations.py" "${package}/_defaults.py" DESTINATION coterie COMPONENT python)
endif()
