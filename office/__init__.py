"""What every room stands on: kernel, directory, access, desk, web. Imports no room."""
