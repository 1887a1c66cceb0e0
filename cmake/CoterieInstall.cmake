# Installed files: library, headers, program, pkg-config and find_package(coterie) files.
