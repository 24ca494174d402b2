# cmake --install build/release --prefix PREFIX: the program, and the engine as a library with its headers and a package
# for find_package(unroll). --component program, library or development installs a part.
include(CMakePackageConfigHelpers)

install(TARGETS unroll RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(TARGETS unroll_engine EXPORT unroll-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development)

# Included from the root, as everywhere in the house: "engine/tensor/tensor.h" lies below include/unroll.
install(DIRECTORY engine DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/unroll COMPONENT development
  FILES_MATCHING PATTERN "*.h")

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/unroll)
configure_package_config_file(packaging/cmake/unroll-config.cmake.in ${PROJECT_BINARY_DIR}/unroll-config.cmake
  INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/unroll-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/unroll-config.cmake ${PROJECT_BINARY_DIR}/unroll-config-version.cmake
  DESTINATION ${package} COMPONENT development)
install(EXPORT unroll-targets NAMESPACE unroll:: DESTINATION ${package} COMPONENT development)
