import type { Place } from '../domain/rules/problems';

/** Something in a worked example that is not so, or cannot be read: where it is written, and what is the case instead. */
export interface Difference {
  readonly place: Place;
  /** It is about this key of the map at `place`. */
  readonly key?: string;
  readonly zh: string;
  readonly en: string;
}

/** Ends the playing of an example: what follows would only repeat it. */
export class ExampleError extends Error {
  constructor(readonly difference: Difference) {
    super(difference.en);
    this.name = 'ExampleError';
  }
}

export function fault(place: Place, zh: string, en: string, key?: string): ExampleError {
  return new ExampleError({ place, zh, en, ...(key === undefined ? {} : { key }) });
}
