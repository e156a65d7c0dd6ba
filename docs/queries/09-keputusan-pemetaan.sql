-- Berapa yang bersandar pada usulan / how much rests on what is only proposed
SELECT status, relasi, COUNT(*) AS hubungan, ROUND(AVG(keyakinan), 2) AS keyakinan
FROM bi_pemetaan
GROUP BY status, relasi
ORDER BY status, hubungan DESC, relasi;
