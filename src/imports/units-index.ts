import type { OrgId } from '../domain/facts';
import { fold } from '../tables/fold';

/** A unit as far as a file may name it. */
export interface KnownUnit {
  readonly org: OrgId;
  readonly code: string | null;
  readonly parent: OrgId | null;
  /** Every name it ever had: files of last year have last year's. */
  readonly names: readonly string[];
}

/** Finds units as people write them: by id, by code, by any of their names whatever its width, blanks and brackets. */
export class UnitsIndex {
  private readonly byId = new Map<string, KnownUnit>();
  private readonly byCode = new Map<string, KnownUnit>();
  private readonly byName = new Map<string, Set<OrgId>>();

  constructor(units: readonly KnownUnit[]) {
    for (const unit of units) this.add(unit);
  }

  add(unit: KnownUnit): void {
    this.byId.set(unit.org, unit);
    if (unit.code !== null) this.byCode.set(unit.code, unit);
    for (const name of unit.names) this.byName.set(fold(name), (this.byName.get(fold(name)) ?? new Set()).add(unit.org));
  }

  get(org: OrgId): KnownUnit | undefined {
    return this.byId.get(org);
  }

  ofCode(code: string): KnownUnit | undefined {
    return this.byCode.get(code);
  }

  /** None, one, or those that cannot be told apart by the text. */
  find(text: string): readonly OrgId[] {
    const plain = text.normalize('NFKC').trim();
    const exact = this.byId.get(plain) ?? this.byCode.get(plain);
    return exact === undefined ? [...(this.byName.get(fold(text)) ?? [])] : [exact.org];
  }

  named(name: string, parent: OrgId | null): KnownUnit | undefined {
    return [...(this.byName.get(fold(name)) ?? [])].map((org) => this.byId.get(org)).find((unit) => unit?.parent === parent);
  }
}
