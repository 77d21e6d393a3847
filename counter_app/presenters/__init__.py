"""What the pages show and do, without Qt: a presenter turns the desk's values into views."""
