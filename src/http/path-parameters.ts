import type { OpenAPIObject } from '@nestjs/swagger';
import { inBoth, meanings } from '../commands/meanings';
import type { Notice } from '../event-store/notice';

/** What a name in an address stands for; one name means the same in every address. */
const pathParameters: { readonly [name: string]: Notice } = {
  absorbed: { zh: '已并入的档案（教师标识）', en: 'The dossier that was given up in the merger, by teacher id' },
  appointment: { zh: '任职标识，登记任职时所写或返回', en: 'Id of the appointment, as its recording gave or answered it' },
  base: { zh: '培训基地标识', en: 'Id of the training base' },
  certificate: { zh: '证书上的编号', en: 'Number on the certificate' },
  change: { zh: '单位合并、分设或撤销（事件标识）', en: 'The merger, split or closure of units, by event id' },
  code: { zh: '印在名单上的校验码', en: 'Check code as printed on the list' },
  cohort: { zh: '考核编号，开始考核时所写或返回', en: 'Id of the assessment, as its opening gave or answered it' },
  delegation: { zh: '委托标识，登记委托时返回', en: 'Id of the delegation, as its recording answered it' },
  deliverable: { zh: '所提交的一件任务材料（事件标识）', en: 'The piece that was handed in, by event id' },
  draw: { zh: '抽取在届次内的序号，与其评委会相同：1、2、3…', en: '1, 2, 3 … within the round; the number of the panel that it is for' },
  event: { zh: '事件标识', en: 'Id of the event: of the fact, or of the review' },
  gate: { zh: '阶段关口，规则文件中的代码', en: 'The phase gate, by its code in the rule file' },
  hash: { zh: '上传时返回的加盐 SHA-256（十六进制）', en: 'Salted SHA-256 (hex), as the upload answered it' },
  kind: meanings.printKind,
  leave: { zh: '离岗（事件标识）', en: 'The leave, by event id' },
  objection: { zh: '异议标识，登记异议时返回', en: 'Id of the objection, as its registration answered it' },
  operation: { zh: '批量操作的标识，即答复中的 batch', en: 'Id of the mass act: batch in its answer' },
  org: { zh: '单位标识', en: 'Id of the unit' },
  pair: { zh: '师徒结对标识', en: 'Id of the pair of mentor and mentee' },
  panel: { zh: '评委会在届次内的序号：1、2、3…', en: '1, 2, 3 … within the round' },
  person: { zh: '人员标识', en: 'Id of the person' },
  pool: { zh: '专家库的代码，自定', en: 'Code of the pool of experts, of your choice' },
  programme: meanings.programme,
  publicity: { zh: '公示标识，开始公示时返回', en: 'Id of the posted list, as the opening of its publicity answered it' },
  review: { zh: '复核（事件标识）', en: 'The review, by event id' },
  round: { zh: '届次标识，启动届次时返回', en: 'Id of the round, as its opening answered it' },
  sanction: { zh: '处分或其他处理（事件标识）', en: 'The sanction, by event id' },
  spell: { zh: '任职、班主任或领导职务经历（事件标识）', en: 'The spell of service, as class teacher or in a leading post, by event id' },
  studio: { zh: '工作室标识', en: 'Id of the studio' },
  teacher: { zh: '教师标识，建档时返回', en: 'Id of the teacher, as her registration answered it' },
  team: { zh: '团队标识，登记团队时返回', en: 'Id of the team, as its registration answered it' },
  tier: { zh: '称号层级，规则文件中的代码', en: 'The tier, by its code in the rule file' },
  title: { zh: '称号标识，见教师或团队档案的 titles', en: 'Id of the title, among the titles of her case or of the team' },
};

/** The document with what stands in its addresses said. */
export function withPathParameters(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap(({ get, post }) => [get, post]);
  for (const parameter of operations.flatMap((operation) => operation?.parameters ?? [])) {
    if ('$ref' in parameter || parameter.in !== 'path') continue;
    const words = pathParameters[parameter.name];
    if (words !== undefined) parameter.description = inBoth(words);
  }
  return document;
}
