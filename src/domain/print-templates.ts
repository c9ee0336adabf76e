import { alreadySo } from './decision';
import type { Aggregate, Decision, Recorded } from './facts';
import type { PrintKind } from './round/facts';

/** The form in which a programme's lists of one kind are printed from now on; null: the one that ships. */
export type PrintTemplateSet = Recorded<'PrintTemplateSet', { readonly programme: string; readonly kind: PrintKind; readonly file: string | null }>;

/** Stream `print-templates-<programme>`. Apart from the programme's own, whose revision rounds pin: a form decides nothing. */
export interface PrintTemplatesState {
  readonly files: Map<PrintKind, string>;
}

export const printTemplates: Aggregate<PrintTemplatesState, PrintTemplateSet> = {
  initial: () => ({ files: new Map() }),
  evolve: (state, { data: { kind, file } }) => {
    if (file === null) state.files.delete(kind);
    else state.files.set(kind, file);
    return state;
  },
};

export function decideSetPrintTemplate(state: PrintTemplatesState, command: PrintTemplateSet['data']): Decision<PrintTemplateSet> {
  if ((state.files.get(command.kind) ?? null) === command.file) return alreadySo;
  return { kind: 'events', events: [{ type: 'PrintTemplateSet', data: command }] };
}
