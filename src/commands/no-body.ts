/** A use case that needs nothing but its path. */
export class NoBody {}
