"""What shows that the office does what it says.

pytest puts each of these modules into another form before it can run it. That takes longer than
anything else of collecting them, so it is kept even where Python is told to keep no bytecode.
"""

import sys

sys.dont_write_bytecode = False
