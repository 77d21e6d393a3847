"""The English of the screen: `desk_en.ts` is the source, the `.qm` beside it is compiled from it."""
