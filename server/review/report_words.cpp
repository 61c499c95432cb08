#include "review/report_words.hpp"

#include <array>
#include <map>

namespace startex::review {
namespace {

using Words = std::array<std::string_view, 3>;  // en, ko, ja

const std::map<std::string_view, Words>& words() {
  static const std::map<std::string_view, Words> all{
      {"report", {"After-action report", "사후검토보고서", "事後評価報告"}},
      {"overview", {"Exercise overview", "훈련 개요", "演習の概要"}},
      {"objectives", {"Objectives and ratings", "목표와 평가", "目標と評価"}},
      {"strengths", {"Strengths", "강점", "強み"}},
      {"improvement", {"Areas for improvement", "개선이 필요한 사항", "改善すべき点"}},
      {"plan", {"Improvement plan", "개선계획", "改善計画"}},
      {"voices", {"Hotwash and questionnaires", "핫워시와 설문", "ホットウォッシュとアンケート"}},
      {"noted", {"Noted: {}", "메모: {}", "メモ：{}"}},
      {"noted strengths", {"Strengths that were noted", "메모된 잘된 점", "メモされた良かった点"}},
      {"noted improvements", {"What was noted for improvement", "메모된 개선할 점", "メモされた改善点"}},
      {"bookmarks", {"Bookmarks of control and evaluators", "통제부와 평가관의 책갈피", "統裁部と評価員のしおり"}},
      {"answers", {"Answers: {}.", "답변 {}건.", "回答 {} 件。"}},
      {"mean", {"mean {:.1f} of {}", "평균 {:.1f} / {}", "平均 {:.1f} / {}"}},
      {"withheld",
       {"Too few have answered for the results to be anonymous: they stay closed.",
        "답변이 너무 적어 익명을 지킬 수 없으므로 결과를 공개하지 않습니다.",
        "回答が少なく匿名を守れないため、結果は公開されません。"}},
      {"participants", {"Participants", "참가자", "参加者"}},
      {"timeline", {"Timeline", "진행 경과", "経過"}},
      {"evidence", {"Events referred to", "인용된 사건", "参照された出来事"}},
      {"name", {"Exercise", "훈련명", "演習名"}},
      {"scenario", {"Scenario", "시나리오", "シナリオ"}},
      {"version", {"version {}", "버전 {}", "版 {}"}},
      {"dates", {"Held", "실시 일시", "実施日時"}},
      {"played", {"{} to {}, {} minutes of play", "{}부터 {}까지, 진행 {}분", "{} から {} まで、進行 {} 分"}},
      {"exercise time", {"Exercise time", "훈련 시각", "演習時刻"}},
      {"from to", {"{} to {}", "{}부터 {}까지", "{} から {} まで"}},
      {"people", {"{} people in {} delegations", "대표단 {1}곳의 {0}명", "{1} 代表団の {0} 名"}},
      {"happened",
       {"{} events, of them {} injects released", "사건 {}건, 이 중 배포된 상황 메시지 {}건",
        "出来事 {} 件、うち配布された状況付与 {} 件"}},
      {"not rated", {"not rated", "평가 없음", "評価なし"}},
      {"objective", {"Objective", "목표", "目標"}},
      {"rating", {"Rating", "평가", "評価"}},
      {"note", {"Notes", "의견", "所見"}},
      {"ratings",
       {"P: performed without challenges. S: with some challenges. M: with major challenges. U: unable to be "
        "performed.",
        "P: 문제없이 수행. S: 일부 문제. M: 중대한 문제. U: 수행하지 못함.",
        "P：問題なく実施。S：一部に問題。M：重大な問題。U：実施できず。"}},
      {"no objectives",
       {"The scenario names no objectives.", "시나리오에 목표가 없습니다.", "シナリオに目標がありません。"}},
      {"rated well",
       {"Objective “{}” was rated {}.", "목표 “{}”이(가) {} 평가를 받았습니다.", "目標「{}」は {} と評価されました。"}},
      {"concluded", {"“{}” was concluded.", "“{}”이(가) 체결되었습니다.", "「{}」が成立しました。"}},
      {"swift",
       {"{} acknowledged {} of {} injects, half of them within {} seconds of play.",
        "{0}은(는) 상황 메시지 {2}건 중 {1}건을 확인했고, 절반은 {3}초 안에 확인했습니다.",
        "{0} は状況付与 {2} 件中 {1} 件を確認し、半数は {3} 秒以内でした。"}},
      {"none",
       {"Nothing of this kind stands in the record.", "기록에 해당 내용이 없습니다.",
        "記録に該当する内容がありません。"}},
      {"rated badly",
       {"Objective “{}” was rated {}.", "목표 “{}”이(가) {} 평가를 받았습니다.", "目標「{}」は {} と評価されました。"}},
      {"unanswered",
       {"{} left “{}” without acknowledgement and without answer.",
        "{}은(는) “{}”을(를) 확인하지도 답하지도 않았습니다.", "{} は「{}」を確認も回答もしませんでした。"}},
      {"not done",
       {"What was expected of “{}” was not done by {}.", "“{}”에서 기대된 조치를 {}이(가) 하지 않았습니다.",
        "「{}」で期待された行動を {} は行いませんでした。"}},
      {"open text", {"“{}” was not concluded.", "“{}”은(는) 체결되지 않았습니다.", "「{}」は成立しませんでした。"}},
      {"silent",
       {"{} did nothing for {} minutes of play.", "{}은(는) 진행 {}분 동안 아무 행동도 하지 않았습니다.",
        "{} は進行 {} 分間、何も行いませんでした。"}},
      {"waited",
       {"{} waited {} minutes of play for a decision of control.",
        "{}은(는) 통제부 결정을 진행 {}분 동안 기다렸습니다.", "{} は統制部の決定を進行 {} 分間待ちました。"}},
      {"reference", {"Reference", "근거", "根拠"}},
      {"analysis", {"Analysis", "분석", "分析"}},
      {"to write", {"to be written", "작성 예정", "未記入"}},
      {"team", {"Delegation", "대표단", "代表団"}},
      {"seat", {"Seat", "좌석", "席"}},
      {"person", {"Name", "이름", "氏名"}},
      {"time", {"Exercise time", "훈련 시각", "演習時刻"}},
      {"what", {"What happened", "내용", "内容"}},
      {"event", {"Event", "사건", "出来事"}},
      {"who", {"Who", "행위자", "行為者"}},
      {"control", {"Control", "통제부", "統制部"}},
      {"observers", {"Observers and evaluators", "참관인과 평가관", "オブザーバーと評価員"}},
      {"statement", {"Statement", "서술", "記述"}},
      {"section", {"Section", "항목", "項目"}},
      {"issue", {"Issue", "문제점", "課題"}},
      {"action", {"Corrective action", "시정 조치", "是正措置"}},
      {"element", {"Capability element", "역량 요소", "能力要素"}},
      {"responsible", {"Responsible", "책임 기관", "担当機関"}},
      {"contact", {"Point of contact", "담당자", "連絡先"}},
      {"start", {"Start", "시작일", "開始日"}},
      {"completion", {"Completion", "완료일", "完了日"}},
      {"planning", {"Planning", "계획", "計画"}},
      {"organization", {"Organization", "조직", "組織"}},
      {"equipment", {"Equipment", "장비", "装備"}},
      {"training", {"Training", "교육", "訓練"}},
      {"exercises", {"Exercises", "훈련", "演習"}},
      {"exercise.started", {"STARTEX", "훈련 시작(STARTEX)", "演習開始（STARTEX）"}},
      {"exercise.paused", {"PAUSEX", "일시 정지(PAUSEX)", "中断（PAUSEX）"}},
      {"exercise.resumed", {"Play goes on", "재개", "再開"}},
      {"exercise.ended", {"ENDEX", "훈련 종료(ENDEX)", "演習終了（ENDEX）"}},
      {"move.started", {"Move: {}", "국면: {}", "局面：{}"}},
      {"inject.released", {"Inject: {}", "상황 메시지: {}", "状況付与：{}"}},
      {"posture.changed", {"{}: {}", "{}: {}", "{}：{}"}},
      {"agreement.concluded", {"Agreement concluded: {}", "합의 체결: {}", "合意成立：{}"}},
      {"press.published", {"Statement: {}", "성명: {}", "声明：{}"}},
      {"document.published", {"Joint document: {}", "공동 문서: {}", "共同文書：{}"}},
      {"engagement.resolved", {"Engagement: {}", "교전: {}", "交戦：{}"}},
      {"action.adjudicated", {"Action adjudicated: {}", "행동 판정: {}", "行動の裁定：{}"}},
  };
  return all;
}

}  // namespace

std::string_view word(std::string_view language, std::string_view key) {
  const auto it = words().find(key);
  if (it == words().end()) return key;
  return it->second[language == "ko" ? 1 : language == "ja" ? 2 : 0];
}

}  // namespace startex::review
