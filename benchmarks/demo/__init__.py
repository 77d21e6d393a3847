"""The main job, end to end: a day of three windows, nine departments and one server, all real parts.

`./dev demo` starts the server and the windows as processes of their own, takes one application for each of the 47
matters, lets the departments decide, brings the results to other windows, and counts at the end, store by store,
whether anything was lost or doubled. People and bodies are invented.
"""
