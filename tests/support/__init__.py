"""What tests share: the browser, PostgreSQL and a mail server, all real."""
