import type { IdentityType, SchoolStage } from '../domain/teacher/facts';
import type { OrgKind, OrgLevel } from '../domain/registry-facts';
import { fold } from '../tables/fold';

/** Words that stand in cells, folded, by what they mean. */
type Words<T extends string> = readonly (readonly [T, readonly string[]])[];

export const stageWords: Words<SchoolStage> = [
  ['PRESCHOOL', ['学前', '学前教育', '幼儿园', '幼儿', '幼教', 'preschool', 'kindergarten']],
  ['PRIMARY', ['小学', '小学教育', 'primary', '完小', '教学点']],
  ['JUNIOR', ['初中', '初级中学', '普通初中', 'junior', 'junior secondary', 'junior high']],
  ['SENIOR', ['高中', '普通高中', '高级中学', '普高', 'senior', 'senior secondary', 'senior high']],
  ['VOCATIONAL', ['中职', '职高', '职业高中', '中等职业', '中等职业学校', '中专', '职教', 'vocational']],
  ['SPECIAL', ['特教', '特殊教育', '特殊教育学校', '特校', 'special']],
];
/** Schools of several stages, by the words of the yearly statistics. */
export const schoolTypeWords: readonly (readonly [readonly SchoolStage[], readonly string[]])[] = [
  [['PRIMARY', 'JUNIOR'], ['九年一贯制', '九年一贯制学校', '九年制', '九年制学校']],
  [['JUNIOR', 'SENIOR'], ['完全中学', '完中', '中学']],
  [['PRIMARY', 'JUNIOR', 'SENIOR'], ['十二年一贯制', '十二年一贯制学校', '十二年制']],
];
export const identityTypeWords: Words<IdentityType> = [
  ['RESIDENT_ID', ['居民身份证', '身份证', '二代身份证', '中华人民共和国居民身份证', '港澳台居民居住证', 'resident id', 'resident_id', 'id card']],
  ['HK_MACAO_PERMIT', ['港澳居民来往内地通行证', '港澳通行证', '港澳居民通行证', '回乡证', 'hk_macao_permit']],
  ['TAIWAN_PERMIT', ['台湾居民来往大陆通行证', '台湾通行证', '台胞证', 'taiwan_permit']],
  ['FOREIGN_PERMANENT_RESIDENT', ['外国人永久居留身份证', '外国人永久居留证', '永久居留证', 'foreign_permanent_resident']],
  ['PASSPORT', ['护照', '外国护照', 'passport']],
];
export const sexWords: Words<'0' | '1' | '2' | '9'> = [['1', ['男', '男性', 'm', 'male', '1']], ['2', ['女', '女性', 'f', 'female', '2']], ['0', ['未知', '0']], ['9', ['未说明', '9']]];
export const flagWords: Words<'true' | 'false'> = [
  ['true', ['是', '有', '对', '√', '✓', '✔', 'y', 'yes', 'true', '1', '在编', '在岗', '在职', '事业编', '事业编制', '在编在岗', '正式', '正式在编', '公办在编', '全额', '全额事业编制', '乡村', '农村', '镇区', '乡', '村', '乡村学校', '农村学校']],
  ['false', ['否', '无', '非', '×', '✗', 'x', 'n', 'no', 'false', '0', '不在编', '非在编', '编外', '合同制', '聘用制', '劳务派遣', '代课', '不在岗', '离岗', '退休', '离职', '城区', '城市', '城镇']],
];
export const unitKindWords: Words<OrgKind> = [
  ['BUREAU', ['教育局', '教体局', '教育体育局', '教育和体育局', '主管部门', '教育行政部门', '局', 'bureau', '管委会', '社会工作部']],
  ['RESEARCH_CENTRE', ['教研室', '教研中心', '教科研中心', '教科院', '教育科学研究院', '进修学校', '教师进修学校', '教师发展中心', '教研机构', 'research centre', 'research_centre']],
  ['SCHOOL', ['学校', '中小学', '小学', '初中', '高中', '中学', '幼儿园', '中职', '特教', '公办', '民办', 'school']],
  ['OTHER', ['其他', '其它', 'other', '电教馆', '招考中心', '仪器站']],
];
export const unitLevelWords: Words<OrgLevel> = [
  ['CITY', ['市', '市级', '市直', '地市级', 'city']],
  ['DISTRICT', ['区', '县', '区县', '县级', '区级', '县区', '区县级', '县市区', '县级市', '功能区', 'district', 'county']],
  ['SCHOOL', ['学校', '校', '校级', 'school']],
];
export const titleLevelWords: Words<'NATIONAL' | 'PROVINCE' | 'CITY' | 'COUNTY' | 'SCHOOL'> = [
  ['NATIONAL', ['国家级', '国家', '全国', 'national']],
  ['PROVINCE', ['省级', '省', '自治区级', '直辖市级', 'province', 'provincial']],
  ['CITY', ['市级', '市', '地市级', '地级', 'city', 'municipal']],
  ['COUNTY', ['县级', '区级', '区县级', '县', '区', '县区级', '县市区级', 'county', 'district']],
  ['SCHOOL', ['校级', '校', 'school']],
];

export function meaningOf<T extends string>(words: Words<T>, text: string): T | null {
  const wanted = fold(text) === '' ? text.trim() : fold(text);
  return words.find(([code, known]) => fold(code) === wanted || known.some((word) => fold(word) === wanted))?.[0] ?? null;
}

export function knownWords(words: readonly (readonly [unknown, readonly string[]])[]): readonly string[] {
  return words.flatMap(([, known]) => known[0] ?? []);
}
