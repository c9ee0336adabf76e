import type { Notice } from '../event-store/notice';

export const importKinds = ['teachers', 'units', 'seats', 'experts', 'titles'] as const;
export type ImportKind = (typeof importKinds)[number];

/** How a cell becomes a value; each has its reader in `cells.ts`. */
export type FieldType = 'text' | 'name' | 'identityNumber' | 'identityType' | 'day' | 'partialDay' | 'flag' | 'stage' | 'stages' | 'sex' | 'unit' | 'whole' | 'unitKind' | 'unitLevel' | 'titleLevel' | 'id' | 'phone';

export interface Field {
  readonly code: string;
  readonly type: FieldType;
  readonly label: Notice;
  /** Every row has it, from its column or from a constant that the mapping states. */
  readonly required: boolean;
  /** Headers that mean it, simplified and folded as `fold` does. */
  readonly words: readonly string[];
}

const field = (code: string, type: FieldType, required: boolean, zh: string, en: string, words: readonly string[]): Field => ({ code, type, required, label: { zh, en }, words: [zh, en, code, ...words] });

const identity = [
  field('identityType', 'identityType', false, '证件类型', 'Identity document', ['证件种类', '身份证件类型', '证件名称', 'identity type', 'id type', '证件类别']),
  field('identityNumber', 'identityNumber', true, '证件号码', 'Identity number', ['身份证号', '身份证号码', '身份证', '居民身份证号', '居民身份证号码', '身份证件号', '身份证件号码', '公民身份号码', '证件号', '证件编号', 'id number', 'id no', 'id card', 'identity no']),
];
const name = field('name', 'name', true, '姓名', 'Name', ['教师姓名', '专家姓名', '名字', '本人姓名', '申报人', 'full name', 'teacher']);
const unit = field('unit', 'unit', true, '单位', 'Unit', ['学校', '所在学校', '任教学校', '工作单位', '所在单位', '现工作单位', '单位名称', '学校名称', '学校全称', '单位全称', '单位代码', '学校代码', '学校标识码', '机构代码', 'school', 'school name', 'unit name', 'workplace']);
const enteredOn = field('enteredOn', 'day', false, '参加工作时间', 'Entered on', ['入职日期', '入职时间', '参加工作日期', '参加工作年月', '工作时间', '从教时间', '任教时间', '参加工作', '入职年月', 'entry date', 'date of entry', 'hired on']);

export const fields: { readonly [kind in ImportKind]: readonly Field[] } = {
  teachers: [
    name, ...identity, unit,
    field('formerNames', 'text', false, '曾用名', 'Former names', ['曾用姓名', '原名', 'former name']),
    field('birthDate', 'partialDay', false, '出生日期', 'Birth date', ['出生年月', '出生时间', '出生年月日', '生日', 'date of birth', 'born', 'dob']),
    field('sex', 'sex', false, '性别', 'Sex', ['gender']),
    field('phone', 'phone', false, '联系电话', 'Phone', ['电话', '手机', '手机号', '手机号码', '电话号码', '联系方式', '移动电话', 'mobile']),
    field('stage', 'stage', true, '学段', 'Stage', ['任教学段', '所教学段', '学校类别', 'school stage', 'level']),
    field('subject', 'text', true, '学科', 'Subject', ['任教学科', '所教学科', '任教科目', '申报学科', '学科领域']),
    enteredOn,
    field('onEstablishment', 'flag', true, '是否在编', 'On establishment', ['在编', '编制', '编制情况', '编制性质', '是否在编人员', '人员性质', '在编情况']),
    field('inPost', 'flag', true, '是否在岗', 'In post', ['在岗', '在岗情况', '在职', '是否在职', '在岗状态', '人员状态']),
    field('effectiveOn', 'day', false, '生效日期', 'Holds from', ['建档日期', 'effective on']),
  ],
  units: [
    field('name', 'text', true, '单位名称', 'Unit name', ['名称', '学校名称', '学校全称', '单位全称', '机构名称', '学校', '单位', 'name', 'school']),
    field('nameEn', 'text', false, '英文名称', 'English name', ['英文', '英文名', '外文名称', 'name en']),
    field('code', 'id', false, '单位代码', 'Code', ['代码', '学校代码', '学校标识码', '机构代码', '标识码', '组织机构代码', '行政区划代码']),
    field('parent', 'unit', false, '上级单位', 'Parent', ['主管部门', '隶属单位', '所属区县', '主管单位', '上级主管部门', '举办者', '所属教育局', '县区', '区县', '归口单位', 'parent unit', 'belongs to']),
    field('kind', 'unitKind', false, '单位类别', 'Kind', ['类别', '单位性质', '机构类别', '单位类型', '类型']),
    field('level', 'unitLevel', false, '级别', 'Level', ['层级', '单位级别', '行政级别']),
    field('stages', 'stages', false, '学段', 'Stages', ['办学层次', '办学类型', '学校类别', '学校类型', '办学学段', 'school type']),
    field('rural', 'flag', false, '是否乡村学校', 'Rural', ['乡村', '农村', '是否农村', '是否乡村', '城乡类型', '城乡分类', '城乡类别', '所在地类型']),
    field('effectiveOn', 'day', false, '成立日期', 'Exists from', ['启用日期', '设立日期', 'effective on']),
  ],
  seats: [
    unit,
    field('seats', 'whole', true, '推荐名额', 'Seats', ['名额', '名额数', '分配名额', '推荐数', '推荐人数', '申报名额', '指标', '指标数', '名额分配', '计划数', 'quota', 'places']),
  ],
  experts: [
    name, ...identity, unit,
    field('from', 'day', false, '聘任起始日期', 'Appointed from', ['聘任日期', '聘期起', '入库时间', '入库日期', '聘任时间', '起始日期', 'from']),
    field('to', 'day', false, '聘任截止日期', 'Appointed until', ['聘期止', '截止日期', '聘期至', '到期日期', 'to', 'until']),
    field('pool', 'id', false, '专家库', 'Pool', ['库别', '专家库名称', '所入专家库', 'expert pool']),
    field('subjects', 'text', false, '评审学科', 'Subjects', ['学科', '任教学科', '学科领域', '评审专业', '擅长学科', 'subject']),
  ],
  titles: [
    { ...name, required: false }, ...identity.map((one) => ({ ...one, required: false })), { ...unit, required: false },
    field('teacher', 'id', false, '教师标识', 'Teacher id', ['档案编号', '教师编号']),
    field('title', 'text', true, '称号名称', 'Title', ['称号', '荣誉称号', '荣誉名称', '获得称号', '称号类别', '人才称号', '骨干称号', 'honour', 'title name']),
    field('level', 'titleLevel', true, '称号级别', 'Title level', ['级别', '层级', '荣誉级别', '授予级别', '等级']),
    field('conferredOn', 'partialDay', true, '授予时间', 'Conferred on', ['授予日期', '获得时间', '获得日期', '评选时间', '授予年月', '获评时间', '发证日期', '发文时间', '获得年份', '评定时间', '授予年份']),
    field('number', 'text', false, '证书编号', 'Certificate number', ['证书号', '编号', '证书号码', '文号', '发文文号', '文件编号', 'number', 'certificate']),
    field('programme', 'id', false, '方案', 'Programme', ['方案标识']),
  ],
};

export function fieldOf(kind: ImportKind, code: string): Field | undefined {
  return fields[kind].find((one) => one.code === code);
}
