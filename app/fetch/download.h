// Fetches one file from one server into a partial file, and goes on where an earlier download of it broke off.
//
// Beside PART lies PART.from with the address and the server's mark of that version of the file (its ETag or date). A
// partial file is gone on with only when the server confirms that mark (RFC 9110, If-Range); otherwise it begins anew.
#pragma once

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>

#include <chrono>

namespace unroll {

class Download : public QObject {
    Q_OBJECT

public:
    enum class Outcome {
        Complete,  // as many bytes as the server promised are in the partial file
        Unreached, // there is no way to the server
        Broken,    // it may go on another time, and what has arrived is kept
        Refused,   // this server does not have the file
        Failed     // the disk does not take it: no server can help
    };

    // `mostBytes` bounds what is taken from a server, whatever it says; `patience` how long it may send nothing.
    Download(QNetworkAccessManager& network, const QUrl& url, const QString& part, qint64 mostBytes,
             std::chrono::milliseconds patience, QObject* parent);

    // Ends with ended(), once, unless it is halted.
    void start();

    // Ends without a signal; what has arrived is kept.
    void halt();

    // Removes a partial file and what is known of it.
    static void discard(const QString& part);

signals:
    void progress(qint64 bytes); // that are in the partial file
    void ended(unroll::Download::Outcome outcome, const QString& reason);

private:
    QByteArray knownMark() const;
    bool acceptHead();
    bool beginAt(qint64 offset);
    void readBody();
    void finish();
    void stop(Outcome outcome, const QString& reason);
    void end(Outcome outcome, const QString& reason);
    QString addressInFile() const;

    QNetworkAccessManager& network_;
    QUrl url_;
    QFile part_;
    qint64 mostBytes_;
    std::chrono::milliseconds patience_;
    QPointer<QNetworkReply> reply_;
    qint64 bytes_ = 0;
    bool headAccepted_ = false;
    bool ended_ = false;
};

} // namespace unroll
