"""The folder relay: sends the photos that arrive in a folder, such as an FTP server's, to a camera's address."""
