"""English words too common to rank by: they decide no tier, and are searched only when nothing else is asked."""

from __future__ import annotations

# The last line holds what is left of "don't", "people's", "l'homme" and "d'accès" when they are parted.
_WORDS = """
about above across after again against all almost along already also although always am among an and another
any are around as at be because been before being below between both but by can cannot could did do does doing
done down during each either else etc even ever every few for from further get gets got had has have having he
hence her here hers herself him himself his how however if in indeed instead into is it its itself just least
less let made make many maybe me might mine more most much must my myself neither never no nor not of
off often on once one only onto or other others our ours ourselves out over own per perhaps quite rather really
said same say says see seem seemed seems several shall she should since so some such than that the their theirs
them themselves then there thereby therefore these they this those though through thus to together too toward
towards under until up upon very via was we well were what whatever when where whereas whether
which while who whom whose why will with within without would yet you your yours yourself yourselves
a i d c j l ll m n qu re s t ve
"""

STOP_WORDS = frozenset(_WORDS.split())
