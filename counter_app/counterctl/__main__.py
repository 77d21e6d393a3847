"""`python -m counter_app.counterctl`."""

from counter_app.counterctl.app import main

main()
