/** Several answers, each in the order of its places, as one; no more is read of any than what is taken. */
export async function* inOrder<T extends { readonly place: string }>(answers: readonly AsyncIterable<T>[]): AsyncIterable<T> {
  const heads: { readonly rest: AsyncIterator<T>; first: T }[] = [];
  for (const answer of answers) {
    const rest = answer[Symbol.asyncIterator]();
    const { done, value } = await rest.next();
    if (done !== true) heads.push({ rest, first: value });
  }
  for (;;) {
    const next = heads.reduce<(typeof heads)[number] | undefined>((least, head) => (least === undefined || head.first.place < least.first.place ? head : least), undefined);
    if (next === undefined) return;
    yield next.first;
    const { done, value } = await next.rest.next();
    if (done === true) heads.splice(heads.indexOf(next), 1);
    else next.first = value;
  }
}
