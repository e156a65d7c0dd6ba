-- Temuan per aturan: berapa temuan, berapa sebab / findings by rule: how many, of how many causes
SELECT tingkat_keparahan, aturan, COUNT(*) AS temuan, COUNT(DISTINCT sebab_id) AS sebab
FROM bi_temuan
GROUP BY tingkat_keparahan, aturan
ORDER BY tingkat_keparahan DESC, temuan DESC, aturan
LIMIT 12;
