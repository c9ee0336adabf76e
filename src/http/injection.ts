/** What the module provides beside classes. */
export const HOUSE = Symbol('House');
