"""Python reads this first, in the server and in the kernels of a student: what they do without.

Each is left out wherever it is missing. The grammar is for web addresses in all alphabets, which
jsonschema would load; the debugger would be loaded by each kernel, to wait for somebody's click.
"""

import sys

sys.modules.update(dict.fromkeys(["rfc3987_syntax", "debugpy"]))
