-- How figures of the old nomenclature come to the lines of the new one, and who signed for it.
SELECT jalur, status_pemetaan, COUNT(DISTINCT fact_id) AS fakta, SUM(rupiah) AS rupiah
FROM bi_kesinambungan
WHERE jalur <> 'langsung'
GROUP BY jalur, status_pemetaan
ORDER BY jalur, status_pemetaan
