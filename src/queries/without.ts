/** The same but for one member. */
export function without<T extends object, K extends keyof T>(value: T, member: K): Omit<T, K> {
  const rest: Partial<T> = { ...value };
  delete rest[member];
  return rest as Omit<T, K>;
}
