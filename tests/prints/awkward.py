"""Maps in scripts and with words that are hard to set: right to left, without spaces, stacked marks, very long, emoji."""

from desirepath.maps import JourneyMap
from desirepath.maps.documents import Card, Emotion, Lane, LaneRole, MapStage, Step
from desirepath.maps.layers import Hotspot

ROLES: tuple[LaneRole, ...] = ("actions", "questions", "obstacles", "touchpoints", "quotes", "opportunities")

# title, goal, lane labels, stages, steps, card texts; as they are met in real maps, and worse
WORDS: dict[str, dict[str, list[str]]] = {
    "arabic": {
        "title": ["رحلة العميل: من الإعلان إلى التجديد (2025)"],
        "labels": ["الإجراءات", "الأسئلة", "العقبات", "نقاط الاتصال", "الاقتباسات", "الفرص"],
        "stages": ["الوعي والاهتمام", "الشراء", "الاستخدام اليومي"],
        "steps": ["يرى إعلانًا على Instagram", "يقارن الأسعار (3 باقات)", "يطلب الراوتر", "يركّب الجهاز بنفسه", "يتصل بالدعم 24/7"],
        "cards": ["يبحث عن تقييمات حقيقية قبل أن يقرر الشراء من الموقع الإلكتروني!", "هل السعر 49.99 € شهريًا نهائي؟ ABC", "انتظر على الهاتف 25 دقيقة دون رد… ثم انقطع الخط", "iPhone 15 Pro وتطبيق المتجر", "الاستخدامالمستمرللإنترنتبدونانقطاعفيالمنزل"],
    },
    "hebrew": {
        "title": ["מסע הלקוח: ראוטר חדש בבית (גרסה 2)"],
        "labels": ["פעולות", "שאלות", "מכשולים", "נקודות מגע", "ציטוטים", "הזדמנויות"],
        "stages": ["מודעות", "רכישה", "שימוש"],
        "steps": ["רואה מודעה ב-Facebook", "משווה תוכניות", "מזמין נתב Wi-Fi 6", "מתקין לבד", "מתקשר לתמיכה"],
        "cards": ["מחפש ביקורות אמיתיות לפני הקנייה, באתר ובחנות!", "האם 129.90 ₪ לחודש זה סופי?", "חיכה 25 דקות בטלפון — ואז נותק…", "שָׁלוֹם עִם נִקּוּד", "Chat (24/7) באתר"],
    },
    "japanese": {
        "title": ["事業部門のシステム利用ユーザー：要件定義から運用保守まで"],
        "labels": ["行動", "疑問", "課題・不満", "タッチポイント", "ユーザーの声", "機会・改善アイデア"],
        "stages": ["要件定義", "設計確認・レビュー", "本番稼働"],
        "steps": ["要求を伝える", "設計レビュー", "動きを確認する（UAT）", "業務で使い始める", "問い合わせる・改善を依頼する"],
        "cards": ["不具合を見つけなければ、というプレッシャーがある。「本当に動くのか」と心配だ。", "業務フローが正しく反映されているか確認したい…", "専門用語が多くて理解が難しい！？", "ドキュメント共有システム／QAチーム", "コミュニケーションプラットフォームサービス 100％"],
    },
    "hindi": {
        "title": ["ग्राहक यात्रा: विज्ञापन से नवीनीकरण तक"],
        "labels": ["क्रियाएँ", "प्रश्न", "बाधाएँ", "संपर्क बिंदु", "उद्धरण", "अवसर"],
        "stages": ["जागरूकता", "खरीदारी", "उपयोग"],
        "steps": ["विज्ञापन देखता है", "योजनाओं की तुलना", "राउटर मँगवाता है", "स्वयं स्थापित करता है", "सहायता को कॉल"],
        "cards": ["क्या ये समीक्षाएँ वास्तविक हैं या विज्ञापन?", "क्षत्रिय श्रृंखला: प्रतिस्पर्धात्मकता", "25 मिनट प्रतीक्षा की, फिर कॉल कट गया।", "WhatsApp और वेबसाइट", "अंतर्राष्ट्रीयकरणसंबंधीसमस्याएँ"],
    },
    "thai": {
        "title": ["การเดินทางของลูกค้า: จากโฆษณาถึงการต่ออายุ"],
        "labels": ["การกระทำ", "คำถาม", "อุปสรรค", "จุดสัมผัส", "คำพูด", "โอกาส"],
        "stages": ["การรับรู้", "การซื้อ", "การใช้งาน"],
        "steps": ["เห็นโฆษณาบน Facebook", "เปรียบเทียบแพ็กเกจ", "สั่งซื้อเราเตอร์", "ติดตั้งด้วยตัวเอง", "โทรหาฝ่ายสนับสนุน"],
        "cards": ["ค้นหารีวิวจริงก่อนตัดสินใจซื้อจากเว็บไซต์ของบริษัท", "ราคานี้รวมค่าติดตั้งแล้วหรือยัง", "รอสายนานกว่า 25 นาที แล้วสายก็หลุด", "น้ำใจพนักงาน ๆ ฯลฯ", "ไม่แน่ใจว่าสัญญาณจะครอบคลุมทั้งบ้านหรือไม่"],
    },
    "german": {
        "title": ["Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"],
        "labels": ["Handlungen", "Fragen", "Hindernisse", "Berührungspunkte", "Zitate", "Verbesserungsmöglichkeiten"],
        "stages": ["Bedarfserkennung", "Vertragsabschlussvorbereitung", "Nutzung"],
        "steps": ["Vergleicht Anschlussgeschwindigkeitsgarantien", "Rechtsschutzversicherungsgesellschaften", "Bestellt", "Kraftfahrzeughaftpflichtversicherung", "Kündigt\u00a0nicht"],
        "cards": ["Die Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung ist unklar", "Was kostet „alles“ zusammen — 49,99\u00a0€/Monat?", "https://www.beispiel.de/produkte/router?farbe=schwarz&groesse=xl", "WWWWWWWWWWWWWWWWWWWWWWWW*{M[M]", "Kund\u00adinnen\u00adzufriedenheits\u00adbefragung per E-Mail"],
    },
    "emoji": {
        "title": ["Großartig 😀 — a family 👨‍👩‍👧‍👦 moves house 🏠"],
        "labels": ["Actions 🏃", "Questions ❓", "Pains 😡", "Places 📱", "Quotes 💬", "Ideas 💡"],
        "stages": ["Dream ✨", "Buy 🛒", "Live 🏡"],
        "steps": ["Sees an ad 👀", "Waits ⏳⏳⏳", "Installs 🔧🔩", "Flags 🇳🇴🇯🇵🇧🇷", "Loves it ❤️👍🏽"],
        "cards": ["Great 😀👍 works", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "1️⃣ 2️⃣ 3️⃣ steps ☀️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Café e\u0301te\u0301 Ελλάδα Москва", "日本語とEnglishと한국어 문장 שלום مرحبا"],
    },
}  # fmt: skip
# ruff: noqa: E501 (texts as they are)


def awkward(script: str) -> JourneyMap:
    """A map of five steps in one of the scripts, every lane filled, every text as it comes."""
    words = WORDS[script]
    steps = [
        Step(id=f"s{at}", name=name, lineage_id=f"s{at}", reach=900 - at)
        for at, name in enumerate(words["steps"])
    ]
    stages = [
        MapStage(id=f"g{at}", name=name, steps=steps[first:last])
        for at, (name, (first, last)) in enumerate(
            zip(words["stages"], ((0, 2), (2, 3), (3, 5)), strict=True)
        )
    ]
    lanes = [
        Lane(id=role, role=role, label=label, cards=[
            Card(id=f"{role}-{at}", step=step.id, text=text, severity=at % 3 + 1 if role == "obstacles" else None,
                 body=words["cards"][(at + row + 1) % 5] if role == "opportunities" else None)
            for at, (step, text) in enumerate(zip(steps, words["cards"][row % 5:] + words["cards"][:row % 5], strict=True))
        ])
        for row, (role, label) in enumerate(zip(ROLES, words["labels"], strict=True))
    ]  # fmt: skip
    emotions = [Emotion(id=f"e-{step.id}", step=step.id, source="measured", value=value, low=value - 0.4, high=value + 0.4, n=80)
                for step, value in zip(steps, (0.5, -0.4, 1.2, -1.5, 0.9), strict=True)]  # fmt: skip
    return JourneyMap(
        key=script,
        title=words["title"][0],
        stages=stages,
        lanes=lanes,
        emotions=emotions,
        hotspots=[Hotspot(id="h1", step="s3", score=0.7, pill="−42 %", n=41)],
    )
