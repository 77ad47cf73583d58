"""Tables, repositories, migrations, demo data, settings; the one place where the parts are wired."""
