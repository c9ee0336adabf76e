/** Traditional characters of headers and of the words in cells, each with the simplified one that our word lists use. */
const PAIRS: ReadonlyMap<string, string> = new Map(
  (
    '學学 單单 號号 碼码 證证 類类 稱称 職职 務务 級级 別别 時时 間间 參参 編编 製制 聯联 繫系 係系 電电 話话 現现 崗岗 縣县 區区 鄉乡 鎮镇 備备 註注 屬属 轄辖 歲岁 齡龄 屆届 數数 額额 總总 計计 專专 業业 領领 組组 ' +
    '長长 體体 員员 開开 結结 書书 黨党 國国 際际 導导 師师 課课 題题 項项 啟启 報报 與与 語语 歷历 術术 療疗 護护 衛卫 園园 兒儿 聽听 選选 優优 質质 評评 審审 獎奖 勵励 發发 給给 頒颁 機机 構构 關关 ' +
    '實实 無无 樣样 標标 識识 準准 確确 認认 華华 僑侨 臺台 灣湾 門门 來来 內内 陸陆 薦荐 畢毕 從从 輔辅 範范 藝艺 農农 產产 處处 辦办 層层 幹干 獲获 榮荣 譽誉 檔档 資资 載载 會会 議议 對对 應应 雙双 戶户 遠远 邊边'
  ).split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

/** One spelling for what people read as one: width, case, blanks, punctuation and traditional characters. Never for what is stored. */
export function fold(text: string): string {
  return [...text.normalize('NFKC').toLowerCase()]
    .map((char) => PAIRS.get(char) ?? char)
    .join('')
    .replaceAll(/[\s\u200b-\u200d\u2060\ufeff*＊:：、,，.。;；()（）[\]【】<>《》"“”'‘’_/\\|-]/gu, '');
}
