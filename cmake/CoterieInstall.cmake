# Installed files: library, headers, program, pkg-config and find_package(coterie) files, manual page, shell completion.
include(CMakePackageConfigHelpers)

set(COT_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/coterie")
set(COT_DOC_DIR "${CMAKE_INSTALL_DOCDIR}")

install(TARGETS coterie EXPORT coterieTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/coterie" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")

# What a program must link when libcoterie is static. A shared one carries this inside.
set(COT_PC_PACKAGES "igraph >= 0.10 libxml-2.0 icu-i18n icu-uc libarchive nettle libxxhash libisal")
if(COT_FIGURES)
  string(APPEND COT_PC_PACKAGES " pangocairo cairo-svg cairo-pdf cairo-png fontconfig")
endif()
set(COT_PC_LIBS "-lm -pthread")
if(COT_OPENMP)
  # The library may be built by gcc and used by clang or the other way round, so it names its own OpenMP runtime.
  foreach(name IN LISTS OpenMP_C_LIB_NAMES)
    list(APPEND COT_OPENMP_LIBS "${OpenMP_${name}_LIBRARY}")
    string(APPEND COT_PC_LIBS " ${OpenMP_${name}_LIBRARY}")
  endforeach()
endif()
if(NOT BUILD_SHARED_LIBS)
  target_link_libraries(coterie INTERFACE "$<INSTALL_INTERFACE:m>")
  foreach(lib IN LISTS COT_OPENMP_LIBS)
    target_link_libraries(coterie INTERFACE "$<INSTALL_INTERFACE:${lib}>")
  endforeach()
endif()

# With a shared library only static linking needs the packages below (private); where libcoterie.a is all there is,
# everybody who links it needs them.
if(BUILD_SHARED_LIBS)
  set(COT_PC_SUFFIX ".private")
else()
  set(COT_PC_PUBLIC_LIBS " ${COT_PC_LIBS}")
endif()
# Found from the place of the file, so that `cmake --install --prefix` and moved trees work.
file(RELATIVE_PATH COT_PC_TO_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
configure_file("${PROJECT_SOURCE_DIR}/cmake/coterie.pc.in" "${PROJECT_BINARY_DIR}/coterie.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/coterie.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(EXPORT coterieTargets NAMESPACE coterie:: DESTINATION "${COT_CMAKE_DIR}")
if(COT_FIGURES)
  set(COT_FIGURES_PACKAGES "\"PANGOCAIRO pangocairo cairo-svg cairo-pdf cairo-png fontconfig\"")
endif()
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/coterieConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/coterieConfig.cmake" INSTALL_DESTINATION "${COT_CMAKE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/coterieConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/coterieConfig.cmake" "${PROJECT_BINARY_DIR}/coterieConfigVersion.cmake"
  DESTINATION "${COT_CMAKE_DIR}")

# Texts for people and machines.
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${COT_DOC_DIR}")
file(GLOB cot_docs CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/docs/*.md" "${PROJECT_SOURCE_DIR}/docs/*.json"
  "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md")
install(FILES ${cot_docs} DESTINATION "${COT_DOC_DIR}")

if(TARGET coterie-program)
  install(TARGETS coterie-program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  if(NOT CMAKE_INSTALL_RPATH AND BUILD_SHARED_LIBS)
    file(RELATIVE_PATH cot_to_lib "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(coterie-program PROPERTIES INSTALL_RPATH "$ORIGIN/${cot_to_lib}")
  endif()
endif()

# The manual page and the completion scripts are printed by the program, from its tables.
if(TARGET coterie-program AND NOT CMAKE_CROSSCOMPILING)
  set(cot_made "${PROJECT_BINARY_DIR}/generated")
  file(MAKE_DIRECTORY "${cot_made}")
  add_custom_command(
    OUTPUT "${cot_made}/coterie.1" "${cot_made}/coterie.bash" "${cot_made}/_coterie" "${cot_made}/coterie.fish"
    COMMAND coterie-program help --man > "${cot_made}/coterie.1"
    COMMAND coterie-program completion bash > "${cot_made}/coterie.bash"
    COMMAND coterie-program completion zsh > "${cot_made}/_coterie"
    COMMAND coterie-program completion fish > "${cot_made}/coterie.fish"
    DEPENDS coterie-program
    COMMENT "Printing the manual page and shell completion" VERBATIM)
  add_custom_target(coterie-texts ALL DEPENDS "${cot_made}/coterie.1")
  install(FILES "${cot_made}/coterie.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(FILES "${cot_made}/coterie.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    RENAME coterie)
  install(FILES "${cot_made}/_coterie" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
  install(FILES "${cot_made}/coterie.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endif()
