# Why a row asks for attention, in words.
