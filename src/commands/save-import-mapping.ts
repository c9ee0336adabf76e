import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { JsonObject, OrgId } from '../domain/facts';
import { decideSaveImportMapping, importMapping, type ImportMappingSaved } from '../domain/import-mapping';
import { fields, importKinds, type ImportKind } from '../imports/fields';
import { signatureOf } from '../tables/headers';
import { asJson, Desk, importMappingStream } from './desk';
import { Id, InputError, JsonFields, OneOf, Parts, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class MappedColumnInput {
  /** As the dry run names it. */
  @Text(400) readonly header: string;
  /** What the column is; null: it is not read. */
  @Id({ nullable: true }) readonly field: string | null;
  /** This bureau's words and what they mean: `{ "备案制": "是" }`. */
  @JsonFields({ optional: true }) readonly values?: JsonObject;
  /** Which day a month without one means. */
  @OneOf(['FIRST_DAY', 'LAST_DAY'], { optional: true, nullable: true }) readonly months?: 'FIRST_DAY' | 'LAST_DAY' | null;
}

export class SaveImportMappingBody {
  /** The bureau whose files look like this. */
  @Id() readonly unit: OrgId;
  @OneOf(importKinds) readonly kind: ImportKind;
  /** Every column of the file, in its order. */
  @Parts(() => MappedColumnInput, 1, 200) readonly columns: readonly MappedColumnInput[];
  /** What holds for every row and stands in no column: `{ "stage": "小学" }`. */
  @JsonFields({ optional: true }) readonly constants?: JsonObject;
}

/** Columns are matched once and kept: the next file of that layout is read without asking. */
export class SaveImportMapping extends UseCase<object, SaveImportMappingBody> {}

@CommandHandler(SaveImportMapping)
export class SaveImportMappingHandler implements ICommandHandler<SaveImportMapping, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SaveImportMapping): Promise<Outcome> {
    const { unit, kind } = command.body;
    const columns: ImportMappingSaved['data']['columns'] = command.body.columns.map(({ header, field, values = {}, months = null }, index) => ({ header, field, values: texts(values, `columns[${index}].values`), months }));
    const constants = texts(command.body.constants ?? {}, 'constants');
    const signature = signatureOf(columns.map(({ header }) => header));
    return this.desk.run({
      command, useCase: SaveImportMapping.name, aggregate: importMapping, stream: importMappingStream(unit, kind),
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, bureau, unit),
      decide: (state, { orgs }) => {
        if (orgs?.orgs.has(unit) !== true) return { kind: 'refused', refusal: { rule: 'unknownOrg', inputs: { org: unit } }, events: [] };
        return decideSaveImportMapping(state, { unit, kind, signature, columns, constants }, fields[kind]);
      },
      result: () => ({ unit, kind, signature }),
    });
  }
}

function texts(values: JsonObject, path: string): { readonly [text: string]: string } {
  const plain = asJson(values);
  const wrong = Object.entries(plain).find(([, value]) => typeof value !== 'string' || value.trim() === '' || value.length > 200);
  if (wrong !== undefined || Object.keys(plain).length > 200) throw new InputError([{ path: wrong === undefined ? path : `${path}.${wrong[0]}`, notice: { zh: '应为 1 至 200 个字符的文本，最多 200 项。', en: 'Must be text of 1 to 200 characters, 200 entries at most.' } }]);
  return plain as { readonly [text: string]: string };
}
