# Режим и условия общения: форма, сигналы, пересмотр.

# Форма условий
terms-title = Условия общения
terms-reason = Почему такой режим
terms-reason-hint = отвечает односложно, просил не звонить
terms-ask-again = Спросить снова
terms-quiet = Тихие часы
terms-quiet-hint = 09:30–10:30
terms-response = Ответ обещан за, мин
terms-response-hint = рабочих минут клиента
terms-response-zero = за 0 минут не ответить: нужно число от 1
terms-urgent-channel = Срочно, каким путём
terms-urgent-contact = Срочно, кому
terms-urgent-none = не договорились
terms-news = Новости и акции
terms-news-not-asked = не спрашивали
terms-news-yes = рад получать
terms-news-no = не присылать
terms-campaign-until = Разовая кампания до
terms-swallowed = тихие часы закрывают все часы звонков { $hours }: звонить будет некогда

# Условия в карточке
card-terms = Условия
card-terms-quiet = тихо { $hours }
card-terms-response = ответ за { $time }
card-terms-urgent = срочно: { $how }
card-terms-news-yes = новости рад получать
card-terms-news-no = новости не присылать
card-terms-campaign = кампания до { $date }
card-terms-campaign-over = кампания кончилась { $date }
card-terms-ask = спросить снова { $date }
card-terms-since = с { $date }
contacts-remove-urgent = С этим человеком договорились связываться срочно. Договорённость тоже уйдёт.

call-quiet = там { $time }, тихие часы { $hours }

# Отказы
rule-terms-response-zero = Ответ за 0 минут обещать нельзя. Напишите число минут от 1 или оставьте поле пустым.
rule-terms-quiet-backwards = Тихие часы кончаются раньше, чем начинаются. Напишите их от и до: 9:30-10:30.

# Сигналы
policy-signal-unanswered = { $count ->
    [one] { $count } попытка без ответа
    [few] { $count } попытки подряд без ответа
   *[many] { $count } попыток подряд без ответа
}
policy-signal-declined = { $count ->
    [one] { $count } отказ от рекомендации
    [few] { $count } отказа от рекомендаций подряд
   *[many] { $count } отказов от рекомендаций подряд
}
policy-signal-curt = { $count ->
    [one] { $count } односложный разговор
    [few] { $count } односложных разговора подряд
   *[many] { $count } односложных разговоров подряд
}
policy-signal-no-inbound = { $count ->
    [one] сам не обращался { $count } месяц
    [few] сам не обращался { $count } месяца
   *[many] сам не обращался { $count } месяцев
}
policy-signal-nothing-accepted = { $count ->
    [one] принято 0 из { $count } рекомендации
    [few] принято 0 из { $count } рекомендаций
   *[many] принято 0 из { $count } рекомендаций
}
policy-signal-inbound = сам обратился { $date }
policy-signal-spend-grew = расход вырос на { $percent } %

# Пересмотр
review-title = Режимы общения
review-head = { $count ->
    [one] { $count } предложение
    [few] { $count } предложения
   *[many] { $count } предложений
}
review-head-returns = { $count ->
    [one] { $count } предложение вернёт { $time } в месяц
    [few] { $count } предложения вернут { $time } в месяц
   *[many] { $count } предложений вернут { $time } в месяц
}
review-less = Реже
review-more = Чаще
review-head-more = чаще: { $count }
review-head-again = спросить: { $count }
review-again = Прошло полгода, пора спросить снова
review-again-due = спросить с { $date }
review-no-signals = новых сигналов нет
review-gives = +{ $time }
review-takes = −{ $time }
review-nobody = Все режимы общения подходят: никто не устал от звонков и никого не пора спросить снова.
policy-form-title = Новый режим
policy-form-policy = Режим
policy-form-same = Режим не меняется: выберите другой или закройте форму.

# planerka show
cli-card-terms = Условия
