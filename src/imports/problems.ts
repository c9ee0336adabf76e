import type { Json } from '../domain/facts';
import type { Notice } from '../event-store/notice';

/** What may be wrong with a cell or a row: what it is and what to do about it. `{name}` stands for a value of the problem. */
export const problemSentences = {
  required: { zh: '{field}为空，请填写。', en: '{field} is empty: fill it in.' },
  formulaWithoutValue: { zh: '此格是尚未计算的公式（{text}）。请在 Excel 中重新计算并保存，或改为数值。', en: 'This cell is a formula without a result ({text}). Recalculate and save in Excel, or put the value in its place.' },
  errorValue: { zh: '此格是公式错误 {text}。请更正公式或改为数值。', en: 'This cell is the formula error {text}. Correct the formula or put the value in its place.' },
  lostDigits: { zh: '证件号码被存成了数值，末几位已变成 0，无法恢复。请把该列设为“文本”格式后按证件重新录入。', en: 'The identity number was kept as a number, so its last digits have become 0 and cannot be got back. Format the column as text and enter it anew from the document.' },
  notADay: { zh: '“{text}”不是日期，请写作 2019-06-01。', en: '"{text}" is no date; write it as 2019-06-01.' },
  ambiguousMonth: { zh: '“{text}”可能是 1 月，也可能是被存成数值的 10 月。请把该格改为文本，或写作 2019-10。', en: '"{text}" may be January, or October kept as a number. Make the cell text, or write 2019-10.' },
  dayIncomplete: { zh: '“{text}”没有写到日。请补全，或在列对应关系中写明月份按首日（FIRST_DAY）还是末日（LAST_DAY）计。', en: '"{text}" names no day. Complete it, or say in the mapping whether a month means its first (FIRST_DAY) or last day (LAST_DAY).' },
  unknownWord: { zh: '不认识“{text}”。可用：{known}；也可在列对应关系的 values 中写明它的含义。', en: '"{text}" is not known. Use one of {known}, or say under values of the mapping what it means.' },
  notWhole: { zh: '“{text}”不是非负整数，请更正。', en: '"{text}" is no whole number from 0 on; correct it.' },
  notAnId: { zh: '“{text}”不是标识：应为 1 至 80 个字母、数字或 . _ : - 字符。', en: '"{text}" is no id: 1 to 80 letters, digits or . _ : - characters.' },
  unknownUnit: { zh: '没有名为“{text}”的单位。请核对名称，或先登记该单位；也可改填单位代码。', en: 'There is no unit called "{text}". Check the name or register the unit first; its code will do too.' },
  unitAmbiguous: { zh: '有 {count} 个单位叫“{text}”（{units}）。请改填单位代码或标识。', en: 'Several units are called "{text}" ({count}: {units}). Give the code or the id instead.' },
  identityTypeNeeded: { zh: '从号码看不出证件类型，请填写证件类型。', en: 'The number does not show what document it is of: give the type.' },
  sexDiffers: { zh: '所填性别与身份证号码第 17 位不一致，请核对；以所填为准。', en: 'The sex differs from the 17th digit of the number; check it. What is written is taken.' },
  unknownRegion: { zh: '号码前两位不是现行的省级代码；旧证可能如此，请核对。', en: 'The first two digits are no province of today; old cards may have that. Check it.' },
  birthDateNeeded: { zh: '没有出生日期，证件号码中也没有。请填写。', en: 'There is no birth date, and the number holds none. Fill it in.' },
  birthMonthDiffers: { zh: '出生年月“{text}”与证件号码中的不一致，请核对。', en: 'The birth month "{text}" is not that of the number; check both.' },
  totalDiffers: { zh: '表中合计为 {stated}，各行相加为 {sum}。请核对各行与合计。', en: 'The table says {stated} in all, its rows come to {sum}. Check the rows against the total.' },
  rowTwice: { zh: '与第 {row} 行是同一个{what}，请删去一行。', en: 'Row {row} is of the same {what}; remove one of the two.' },
  field: { zh: '{detail}', en: '{detail}' },
  refusal: { zh: '{detail}', en: '{detail}' },
  namesake: { zh: '同一单位已有同名的“{name}”（{who}）。姓名不作为依据：请按证件号码核实是否同一人；确为不同的人，请以 namesakes=distinct 再次导入。', en: 'The same unit has somebody else called "{name}" ({who}). A name decides nothing: check by the number whether they are one person; if they are two, import again with namesakes=distinct.' },
  whoIsMeant: { zh: '仅凭姓名不能确定是哪位教师。请填写证件号码或教师标识；该单位同名的有：{who}。', en: 'A name alone does not say which teacher is meant. Give the identity number or the teacher id; of that name at the unit: {who}.' },
  unknownPerson: { zh: '该证件号码没有教师档案。请先为其建档，或核对号码。', en: 'No teacher has that identity number. Register her first, or check the number.' },
  numberNeeded: { zh: '须有证件号码：姓名不能区分同名的人。请填写。', en: 'The identity number is needed: a name does not tell people apart. Fill it in.' },
  alreadyThere: { zh: '已有记录，本次不再登记。', en: 'On record already; nothing is added.' },
  elsewhere: { zh: '该教师已建档，现在 {unit}，与本行的单位不同；导入不作调动，请另行登记调动。', en: 'She is on record at {unit}, which is not the unit of this row; an import makes no transfer: record one.' },
  otherName: { zh: '该证件号码的档案是另一个姓名。请核对号码和姓名；确已改名的，请先更正档案。', en: 'That number is on record under another name. Check number and name; if she changed her name, correct her dossier first.' },
  underWay: { zh: '该号码正由另一次导入登记，请待其完成后再看。', en: 'Another import is registering that number; look again once it has ended.' },
} as const satisfies { readonly [code: string]: Notice };

export type ProblemCode = keyof typeof problemSentences;

/** Where and what. ERROR stops the row, QUESTION until it is answered, NOTE is only told. */
export interface RowProblem {
  readonly severity: 'ERROR' | 'QUESTION' | 'NOTE';
  readonly code: ProblemCode;
  readonly sheet: string;
  /** As Excel counts, from 1. */
  readonly row: number;
  /** `C`; null: of the whole row. */
  readonly column: string | null;
  readonly field: string | null;
  readonly notice: Notice;
}

export function sentence(code: ProblemCode, values: { readonly [name: string]: Json | Notice } = {}): Notice {
  const { zh, en } = problemSentences[code];
  const fill = (text: string, language: 'zh' | 'en'): string => text.replaceAll(/\{(\w+)\}/gu, (_whole, name: string) => shown(values[name], language));
  return { zh: fill(zh, 'zh'), en: fill(en, 'en') };
}

function shown(value: Json | Notice | undefined, language: 'zh' | 'en'): string {
  if (value === undefined || value === null) return '—';
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => shown(one, language)).join(language === 'zh' ? '、' : ', ');
  if (typeof value === 'object') return String((value as Notice)[language]);
  return String(value).slice(0, 200);
}
