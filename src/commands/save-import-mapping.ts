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
  @Text(400, { means: { zh: '表头，如试运行所列', en: 'As the dry run names it' } }) readonly header: string;
  @Id({ nullable: true, means: { zh: '该列的含义；null：不读取', en: 'What the column is; null: it is not read' } }) readonly field: string | null;
  @JsonFields({ optional: true, means: { zh: '本单位的用语及其含义，如 { "备案制": "是" }；没有的不写', en: 'This bureau\'s words and what they mean: { "备案制": "是" }; left out for none' } }) readonly values?: JsonObject;
  @OneOf(['FIRST_DAY', 'LAST_DAY'], { optional: true, nullable: true, means: { zh: '只写到月的，指当月首日还是末日；不适用的不写或写 null', en: 'Which day a month without one means; left out or null where none is written so' } }) readonly months?: 'FIRST_DAY' | 'LAST_DAY' | null;
}

export class SaveImportMappingBody {
  @Id({ means: { zh: '文件是哪个主管单位的', en: 'The bureau whose files look like this' } }) readonly unit: OrgId;
  @OneOf(importKinds, { means: { zh: '导入种类：teachers 教师、units 单位、seats 名额、experts 专家、titles 历史称号', en: 'What is imported: teachers, units, seats, experts or earlier titles' } }) readonly kind: ImportKind;
  @Parts(() => MappedColumnInput, 1, 200, { means: { zh: '文件的每一列，按原顺序', en: 'Every column of the file, in its order' } }) readonly columns: readonly MappedColumnInput[];
  @JsonFields({ optional: true, means: { zh: '对每行都成立而文件没有的内容，如 { "stage": "小学" }；没有的不写', en: 'What holds for every row and stands in no column: { "stage": "小学" }; left out for nothing' } }) readonly constants?: JsonObject;
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
